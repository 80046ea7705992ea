;; What is done for each pixel that is drawn. `drawing.ts` calls it, `npm run build:drawing` assembles it; the test holds it to the same in JavaScript.
;; Loops ask at their end whether they go on, and sides are no 0: of a loop that may not be entered, V8 moves nothing out that stays the same.
(module
  (memory (export "memory") 1)

  ;; Draws `width` by `height` pixels (red, green, blue, one byte each, and one that tells nothing), each blended of the four nearest
  ;; in the source to the place where the matrix a ... i sends its middle. Places are in 256ths of a pixel of the source, from 0 to $maxX
  ;; and $maxY, which leave one to the right and one below.
  (func (export "warp")
    (param $source i32) (param $stride i32) (param $maxX f32) (param $maxY f32)
    (param $a f32) (param $b f64) (param $c f64) (param $d f32) (param $e f64) (param $f f64)
    (param $g f32) (param $h f64) (param $i f64)
    (param $out i32) (param $width i32) (param $height i32)
    (local $y i32) (local $v f64)
    (loop $next
      (local.set $v (f64.add (f64.convert_i32_s (local.get $y)) (f64.const 0.5)))
      (call $row
        (local.get $source) (local.get $stride) (local.get $maxX) (local.get $maxY)
        (local.get $a) (f32.demote_f64 (f64.add (f64.mul (local.get $b) (local.get $v)) (local.get $c)))
        (local.get $d) (f32.demote_f64 (f64.add (f64.mul (local.get $e) (local.get $v)) (local.get $f)))
        (local.get $g) (f32.demote_f64 (f64.add (f64.mul (local.get $h) (local.get $v)) (local.get $i)))
        (local.get $out) (local.get $width))
      (local.set $out (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 2))))
      (br_if $next (i32.lt_s (local.tee $y (i32.add (local.get $y) (i32.const 1))) (local.get $height)))))

  ;; Draws a row of pixels, by fours: up to three more are written behind the last.
  (func $row
    (param $source i32) (param $stride i32) (param $maxX f32) (param $maxY f32)
    (param $a f32) (param $b f32) (param $d f32) (param $e f32) (param $g f32) (param $h f32)
    (param $out i32) (param $width i32)
    (local $end i32) (local $p i32) (local $two i64)
    (local $u v128) (local $ax v128) (local $bx v128) (local $dx v128) (local $ex v128) (local $gx v128) (local $hx v128)
    (local $mostX v128) (local $mostY v128) (local $strides v128) (local $sources v128)
    (local $none v128) (local $one v128) (local $four v128) (local $wholes v128) (local $low v128) (local $all v128) (local $half v128)
    (local $w v128) (local $x v128) (local $y v128) (local $from v128) (local $both v128) (local $left v128) (local $right v128)
    (local $rows v128) (local $first v128) (local $second v128) (local $third v128) (local $fourth v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 2))))
    (local.set $u (v128.const f32x4 0.5 1.5 2.5 3.5))
    (local.set $ax (f32x4.splat (local.get $a)))
    (local.set $bx (f32x4.splat (local.get $b)))
    (local.set $dx (f32x4.splat (local.get $d)))
    (local.set $ex (f32x4.splat (local.get $e)))
    (local.set $gx (f32x4.splat (local.get $g)))
    (local.set $hx (f32x4.splat (local.get $h)))
    (local.set $mostX (f32x4.splat (local.get $maxX)))
    (local.set $mostY (f32x4.splat (local.get $maxY)))
    (local.set $one (v128.const f32x4 1 1 1 1))
    (local.set $four (v128.const f32x4 4 4 4 4))
    ;; Added to a place, it leaves its whole in the last 23 bits, and 0x4B in the first 8.
    (local.set $wholes (v128.const f32x4 8388608 8388608 8388608 8388608))
    (local.set $sources (i32x4.splat (i32.sub (local.get $source) (i32.const 0x12C0000))))
    (local.set $strides (i32x4.splat (local.get $stride)))
    (local.set $stride (i32.shl (local.get $stride) (i32.const 2)))
    (local.set $low (v128.const i32x4 255 255 255 255))
    (local.set $all (v128.const i32x4 256 256 256 256))
    (local.set $half (v128.const i16x8 128 128 128 128 128 128 128 128))
    (loop $next
      (local.set $w
        (f32x4.div (local.get $one) (f32x4.add (f32x4.mul (local.get $gx) (local.get $u)) (local.get $hx))))
      ;; `pmax` gives its first where the other is no number, and a processor has it as one instruction.
      (local.set $x
        (f32x4.add
          (local.get $wholes)
          (f32x4.pmin
            (local.get $mostX)
            (f32x4.pmax
              (local.get $none)
              (f32x4.mul
                (f32x4.add (f32x4.mul (local.get $ax) (local.get $u)) (local.get $bx))
                (local.get $w))))))
      (local.set $y
        (f32x4.add
          (local.get $wholes)
          (f32x4.pmin
            (local.get $mostY)
            (f32x4.pmax
              (local.get $none)
              (f32x4.mul
                (f32x4.add (f32x4.mul (local.get $dx) (local.get $u)) (local.get $ex))
                (local.get $w))))))
      (local.set $u (f32x4.add (local.get $u) (local.get $four)))
      ;; Four bytes for each pixel; the 0x4B of $x, which lies above them, is taken off by $sources.
      (local.set $from
        (i32x4.add
          (local.get $sources)
          (i32x4.shl
            (i32x4.add
              (i32x4.shr_u (local.get $x) (i32.const 8))
              (i32x4.dot_i16x8_s (i32x4.shr_u (local.get $y) (i32.const 8)) (local.get $strides)))
            (i32.const 2))))
      ;; The shares of four pixels, which add up to 256: of the upper one, and 16 bits higher of that below it.
      (local.set $x (v128.and (local.get $x) (local.get $low)))
      (local.set $y (v128.and (local.get $y) (local.get $low)))
      (local.set $both (i32x4.shr_u (i16x8.mul (local.get $x) (local.get $y)) (i32.const 8)))
      (local.set $right
        (v128.or (i32x4.sub (local.get $x) (local.get $both)) (i32x4.shl (local.get $both) (i32.const 16))))
      (local.set $both (i32x4.sub (local.get $y) (local.get $both)))
      (local.set $left
        (v128.or
          (i32x4.sub (i32x4.sub (local.get $all) (local.get $x)) (local.get $both))
          (i32x4.shl (local.get $both) (i32.const 16))))
      ;; Two pixels of each row, byte by byte beside those below. Processors have instructions for these shuffles.
      (local.set $rows
        (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
          (v128.load64_zero align=4 (local.tee $p (i32.wrap_i64 (local.tee $two (i64x2.extract_lane 0 (local.get $from))))))
          (v128.load64_zero align=4 (i32.add (local.get $p) (local.get $stride)))))
      (local.set $first
        (i32x4.add
          (i32x4.dot_i16x8_s
            (i16x8.extend_low_i8x16_u (local.get $rows))
            (i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 (local.get $left) (local.get $left)))
          (i32x4.dot_i16x8_s
            (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $rows) (local.get $none))
            (i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 (local.get $right) (local.get $right)))))
      (local.set $rows
        (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
          (v128.load64_zero align=4 (local.tee $p (i32.wrap_i64 (i64.shr_u (local.get $two) (i64.const 32)))))
          (v128.load64_zero align=4 (i32.add (local.get $p) (local.get $stride)))))
      (local.set $second
        (i32x4.add
          (i32x4.dot_i16x8_s
            (i16x8.extend_low_i8x16_u (local.get $rows))
            (i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7 (local.get $left) (local.get $left)))
          (i32x4.dot_i16x8_s
            (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $rows) (local.get $none))
            (i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7 (local.get $right) (local.get $right)))))
      (local.set $rows
        (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
          (v128.load64_zero align=4 (local.tee $p (i32.wrap_i64 (local.tee $two (i64x2.extract_lane 1 (local.get $from))))))
          (v128.load64_zero align=4 (i32.add (local.get $p) (local.get $stride)))))
      (local.set $third
        (i32x4.add
          (i32x4.dot_i16x8_s
            (i16x8.extend_low_i8x16_u (local.get $rows))
            (i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11 (local.get $left) (local.get $left)))
          (i32x4.dot_i16x8_s
            (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $rows) (local.get $none))
            (i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11 (local.get $right) (local.get $right)))))
      (local.set $rows
        (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23
          (v128.load64_zero align=4 (local.tee $p (i32.wrap_i64 (i64.shr_u (local.get $two) (i64.const 32)))))
          (v128.load64_zero align=4 (i32.add (local.get $p) (local.get $stride)))))
      (local.set $fourth
        (i32x4.add
          (i32x4.dot_i16x8_s
            (i16x8.extend_low_i8x16_u (local.get $rows))
            (i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15 (local.get $left) (local.get $left)))
          (i32x4.dot_i16x8_s
            (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $rows) (local.get $none))
            (i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15 (local.get $right) (local.get $right)))))
      (v128.store align=4
        (local.get $out)
        (i8x16.narrow_i16x8_u
          (i16x8.shr_u
            (i16x8.add (i16x8.narrow_i32x4_u (local.get $first) (local.get $second)) (local.get $half))
            (i32.const 8))
          (i16x8.shr_u
            (i16x8.add (i16x8.narrow_i32x4_u (local.get $third) (local.get $fourth)) (local.get $half))
            (i32.const 8))))
      (br_if $next
        (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; Pixels of three bytes as pixels of four, by fours: up to three more are written behind the last. They may lie at the end of what
  ;; they become: what is read was not yet written over.
  (func (export "widen") (param $from i32) (param $out i32) (param $end i32)
    (loop $next
      (v128.store align=4
        (local.get $out)
        (i8x16.swizzle
          (v128.load align=1 (local.get $from))
          (v128.const i8x16 0 1 2 16 3 4 5 16 6 7 8 16 9 10 11 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 12)))
      (br_if $next
        (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; Halves a picture: each pixel is the average of four. Pixels are halved to twos: of an odd half one more is written behind the last of a row.
  (func (export "halve") (param $pixels i32) (param $width i32) (param $height i32) (param $out i32)
    (local $stride i32) (local $end i32) (local $from i32)
    (local $left v128) (local $right v128) (local $two v128)
    (local.set $two (v128.const i16x8 2 2 2 2 2 2 2 2))
    (local.set $stride (i32.shl (local.get $width) (i32.const 2)))
    (local.set $width (i32.shl (i32.shr_u (local.get $width) (i32.const 1)) (i32.const 2)))
    (local.set $height (i32.shr_u (local.get $height) (i32.const 1)))
    (loop $row
      (local.set $end (i32.add (local.get $out) (local.get $width)))
      (local.set $from (local.get $pixels))
      (loop $next
        ;; Two pixels and those below, a channel in each of eight lanes.
        (local.set $left
          (i16x8.add
            (v128.load8x8_u align=4 (local.get $from))
            (v128.load8x8_u align=4 (i32.add (local.get $from) (local.get $stride)))))
        (local.set $right
          (i16x8.add
            (v128.load8x8_u offset=8 align=4 (local.get $from))
            (v128.load8x8_u offset=8 align=4 (i32.add (local.get $from) (local.get $stride)))))
        (local.set $left
          (i16x8.shr_u
            (i16x8.add
              (i16x8.add
                (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $left) (local.get $right))
                (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $left) (local.get $right)))
              (local.get $two))
            (i32.const 2)))
        (v128.store64_lane align=4 0
          (local.get $out)
          (i8x16.narrow_i16x8_u (local.get $left) (local.get $left)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $next
          (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 8))) (local.get $end))))
      (local.set $out (local.get $end))
      (local.set $pixels (i32.add (local.get $pixels) (i32.shl (local.get $stride) (i32.const 1))))
      (br_if $row (local.tee $height (i32.sub (local.get $height) (i32.const 1))))))

  ;; Rows of grey (ITU-R BT.601) as 32-bit floats, less their mean, over their standard deviation and $least; a row begins every $stride
  ;; bytes. $width is a multiple of four.
  (func (export "grey")
    (param $pixels i32) (param $width i32) (param $height i32) (param $least f64) (param $out i32) (param $stride i32)
    (local $y i32) (local $at i32) (local $row i32) (local $end i32) (local $count f64) (local $mean f64) (local $deviation f64)
    (local $bytes v128) (local $redBlue v128) (local $green v128) (local $unit v128) (local $middle v128)
    (local $four v128) (local $sum v128) (local $squares v128) (local $sums v128) (local $allSquares v128)
    (local.set $bytes (v128.const i32x4 0xff00ff 0xff00ff 0xff00ff 0xff00ff))
    ;; Shares of 32768.
    (local.set $redBlue (v128.const i16x8 9798 3735 9798 3735 9798 3735 9798 3735))
    (local.set $green (v128.const i16x8 19235 0 19235 0 19235 0 19235 0))
    (local.set $unit (f32x4.splat (f32.div (f32.const 1) (f32.const 32768))))
    (local.set $middle (v128.const f32x4 128 128 128 128))
    (local.set $count (f64.convert_i32_s (i32.mul (local.get $width) (local.get $height))))
    (local.set $width (i32.shl (local.get $width) (i32.const 2)))
    (local.set $row (local.get $out))
    (local.set $y (local.get $height))
    (loop $rows
      (local.set $at (local.get $row))
      (local.set $end (i32.add (local.get $row) (local.get $width)))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $squares (v128.const i32x4 0 0 0 0))
      (loop $next
        (local.set $four (v128.load align=4 (local.get $pixels)))
        ;; What is far from 0 would leave no bits for small differences in the sums.
        (local.set $four
          (f32x4.sub
            (f32x4.mul
              (f32x4.convert_i32x4_s
                (i32x4.add
                  (i32x4.dot_i16x8_s (v128.and (local.get $four) (local.get $bytes)) (local.get $redBlue))
                  (i32x4.dot_i16x8_s
                    (v128.and (i32x4.shr_u (local.get $four) (i32.const 8)) (local.get $bytes))
                    (local.get $green))))
              (local.get $unit))
            (local.get $middle)))
        (v128.store align=4 (local.get $at) (local.get $four))
        (local.set $sum (f32x4.add (local.get $sum) (local.get $four)))
        (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $four) (local.get $four))))
        (local.set $pixels (i32.add (local.get $pixels) (i32.const 16)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
      (local.set $sums
        (f64x2.add
          (local.get $sums)
          (f64x2.add
            (f64x2.promote_low_f32x4 (local.get $sum))
            (f64x2.promote_low_f32x4
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $sum) (local.get $sum))))))
      (local.set $allSquares
        (f64x2.add
          (local.get $allSquares)
          (f64x2.add
            (f64x2.promote_low_f32x4 (local.get $squares))
            (f64x2.promote_low_f32x4
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
                (local.get $squares) (local.get $squares))))))
      (local.set $row (i32.add (local.get $row) (local.get $stride)))
      (br_if $rows (local.tee $y (i32.sub (local.get $y) (i32.const 1)))))
    (local.set $mean
      (f64.div
        (f64.add (f64x2.extract_lane 0 (local.get $sums)) (f64x2.extract_lane 1 (local.get $sums)))
        (local.get $count)))
    (local.set $deviation
      (f64.sqrt
        (f64.max
          (f64.const 0)
          (f64.sub
            (f64.div
              (f64.add
                (f64x2.extract_lane 0 (local.get $allSquares))
                (f64x2.extract_lane 1 (local.get $allSquares)))
              (local.get $count))
            (f64.mul (local.get $mean) (local.get $mean))))))
    (local.set $middle (f32x4.splat (f32.demote_f64 (local.get $mean))))
    (local.set $unit
      (f32x4.splat
        (f32.demote_f64 (f64.div (f64.const 1) (f64.add (local.get $deviation) (local.get $least))))))
    (loop $rows
      (local.set $at (local.get $out))
      (local.set $end (i32.add (local.get $out) (local.get $width)))
      (loop $next
        (v128.store align=4
          (local.get $at)
          (f32x4.mul
            (f32x4.sub (v128.load align=4 (local.get $at)) (local.get $middle))
            (local.get $unit)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
      (local.set $out (i32.add (local.get $out) (local.get $stride)))
      (br_if $rows (local.tee $height (i32.sub (local.get $height) (i32.const 1)))))))
