import { checkNik } from './nik.mjs';
import { read } from './upstream.mjs';

/** What of the gateway's schema the benchmark asks for. */
export const typeDefs = `
  scalar Upload
  type Region { code: ID! name: String! }
  type Nik {
    number: String!
    valid: Boolean!
    birthDate: String
    gender: String
    serial: String
    province: Region
    regency: Region
    district: Region
  }
  type KtpRawFields {
    idNumber: String name: String bloodType: String religion: String gender: String birthPlaceBirthday: String
    province: String city: String district: String village: String rtrw: String occupation: String
    expiryDate: String nationality: String maritalStatus: String address: String placeOfBirth: String birthday: String
  }
  type KtpCard { raw: KtpRawFields! }
  type OcrKtpSuccess { transactionId: ID! card: KtpCard! }
  union OcrKtpResult = OcrKtpSuccess
  type Query { checkNik(nik: String!): Nik! }
  type Mutation { ocrKtp(image: Upload!): OcrKtpResult! }
`;

export const resolvers = {
  Query: { checkNik: (_, { nik }) => checkNik(nik) },
  Mutation: {
    async ocrKtp(_, { image }) {
      const { createReadStream } = await image.promise;
      return read(createReadStream());
    },
  },
};
