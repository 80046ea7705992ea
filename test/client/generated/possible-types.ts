export const possibleTypes = {
  "KtpReading": [
    "KtpCheck",
    "OcrKtpSuccess"
  ],
  "OcrKtpError": [
    "AccessDeniedError",
    "ImageInvalidFormatError",
    "ImageInvalidSizeError",
    "InsufficientBalanceError",
    "InvalidParameterError",
    "OcrNoResultError",
    "QuotaExceededError",
    "ServiceBusyError",
    "UpstreamError"
  ],
  "OcrKtpResult": [
    "AccessDeniedError",
    "ImageInvalidFormatError",
    "ImageInvalidSizeError",
    "InsufficientBalanceError",
    "InvalidParameterError",
    "OcrKtpSuccess",
    "OcrNoResultError",
    "QuotaExceededError",
    "ServiceBusyError",
    "UpstreamError"
  ],
  "Region": [
    "District",
    "Province",
    "Regency",
    "Village"
  ]
};