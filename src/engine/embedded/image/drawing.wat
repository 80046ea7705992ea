;; What is done for each pixel that is drawn. `drawing.ts` calls it, `npm run build:drawing` assembles it; the test holds it to the same in JavaScript.
(module
  (memory (export "memory") 1)

  ;; Draws `width` by `height` pixels (red, green, blue, one byte each, and one that tells nothing), each blended of the four nearest
  ;; in the source to the place where the matrix a ... i sends its middle. Places are in 256ths of a pixel of the source, from 0 to $maxX
  ;; and $maxY, which leave one to the right and one below. Pixels are drawn by fours: up to three more are written behind the last of a row.
  (func (export "warp")
    (param $source i32) (param $stride i32) (param $maxX i32) (param $maxY i32) (param $scale f64)
    (param $a f64) (param $b f64) (param $c f64) (param $d f64) (param $e f64) (param $f f64)
    (param $g f64) (param $h f64) (param $i f64)
    (param $out i32) (param $width i32) (param $height i32)
    (local $x i32) (local $y i32) (local $p i32) (local $v f64)
    (local $u v128) (local $w v128) (local $ax v128) (local $dx v128) (local $gx v128)
    (local $bx v128) (local $by v128) (local $bw v128) (local $scales v128) (local $middle v128) (local $mostX v128) (local $mostY v128)
    (local $two v128) (local $low v128) (local $whole v128) (local $half v128) (local $none v128) (local $strides v128) (local $sources v128)
    (local $atX v128) (local $atY v128) (local $from v128) (local $right v128) (local $below v128) (local $both v128)
    (local $upper v128) (local $lower v128) (local $first v128) (local $second v128) (local $third v128) (local $fourth v128)
    (local.set $ax (f64x2.splat (local.get $a)))
    (local.set $dx (f64x2.splat (local.get $d)))
    (local.set $gx (f64x2.splat (local.get $g)))
    (local.set $scales (f64x2.splat (local.get $scale)))
    (local.set $middle (v128.const f64x2 128 128))
    (local.set $two (v128.const f64x2 2 2))
    (local.set $low (v128.const i32x4 255 255 255 255))
    (local.set $whole (v128.const i32x4 256 256 256 256))
    (local.set $half (v128.const i16x8 128 128 128 128 128 128 128 128))
    (local.set $strides (i32x4.splat (local.get $stride)))
    (local.set $stride (i32.shl (local.get $stride) (i32.const 2)))
    (local.set $sources (i32x4.splat (local.get $source)))
    (local.set $mostX (i32x4.splat (local.get $maxX)))
    (local.set $mostY (i32x4.splat (local.get $maxY)))
    (block $drawn
      (loop $row
        (br_if $drawn (i32.ge_s (local.get $y) (local.get $height)))
        (local.set $v (f64.add (f64.convert_i32_s (local.get $y)) (f64.const 0.5)))
        (local.set $bx (f64x2.splat (f64.add (f64.mul (local.get $b) (local.get $v)) (local.get $c))))
        (local.set $by (f64x2.splat (f64.add (f64.mul (local.get $e) (local.get $v)) (local.get $f))))
        (local.set $bw (f64x2.splat (f64.add (f64.mul (local.get $h) (local.get $v)) (local.get $i))))
        (local.set $u (v128.const f64x2 0.5 1.5))
        (local.set $x (i32.const 0))
        (block $rowDrawn
          (loop $pixels
            (br_if $rowDrawn (i32.ge_s (local.get $x) (local.get $width)))
            (local.set $w
              (f64x2.div (local.get $scales) (f64x2.add (f64x2.mul (local.get $gx) (local.get $u)) (local.get $bw))))
            (local.set $atX
              (i32x4.trunc_sat_f64x2_s_zero
                (f64x2.sub
                  (f64x2.mul (f64x2.add (f64x2.mul (local.get $ax) (local.get $u)) (local.get $bx)) (local.get $w))
                  (local.get $middle))))
            (local.set $atY
              (i32x4.trunc_sat_f64x2_s_zero
                (f64x2.sub
                  (f64x2.mul (f64x2.add (f64x2.mul (local.get $dx) (local.get $u)) (local.get $by)) (local.get $w))
                  (local.get $middle))))
            (local.set $u (f64x2.add (local.get $u) (local.get $two)))
            (local.set $w
              (f64x2.div (local.get $scales) (f64x2.add (f64x2.mul (local.get $gx) (local.get $u)) (local.get $bw))))
            (local.set $atX
              (i32x4.max_s
                (i32x4.min_s
                  (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
                    (local.get $atX)
                    (i32x4.trunc_sat_f64x2_s_zero
                      (f64x2.sub
                        (f64x2.mul (f64x2.add (f64x2.mul (local.get $ax) (local.get $u)) (local.get $bx)) (local.get $w))
                        (local.get $middle))))
                  (local.get $mostX))
                (local.get $none)))
            (local.set $atY
              (i32x4.max_s
                (i32x4.min_s
                  (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
                    (local.get $atY)
                    (i32x4.trunc_sat_f64x2_s_zero
                      (f64x2.sub
                        (f64x2.mul (f64x2.add (f64x2.mul (local.get $dx) (local.get $u)) (local.get $by)) (local.get $w))
                        (local.get $middle))))
                  (local.get $mostY))
                (local.get $none)))
            (local.set $u (f64x2.add (local.get $u) (local.get $two)))
            (local.set $from
              (i32x4.add
                (local.get $sources)
                (i32x4.shl
                  (i32x4.add
                    (i32x4.shr_u (local.get $atX) (i32.const 8))
                    (i32x4.mul (i32x4.shr_u (local.get $atY) (i32.const 8)) (local.get $strides)))
                  (i32.const 2))))
            ;; The shares of the four pixels, which add up to 256: a sum fits 16 bits. To the left, and 16 bits higher to the right.
            (local.set $right (v128.and (local.get $atX) (local.get $low)))
            (local.set $below (v128.and (local.get $atY) (local.get $low)))
            (local.set $both (i32x4.shr_u (i16x8.mul (local.get $right) (local.get $below)) (i32.const 8)))
            (local.set $below (i32x4.sub (local.get $below) (local.get $both)))
            (local.set $lower (v128.or (local.get $below) (i32x4.shl (local.get $both) (i32.const 16))))
            (local.set $upper
              (v128.or
                (i32x4.sub (i32x4.sub (local.get $whole) (local.get $right)) (local.get $below))
                (i32x4.shl (i32x4.sub (local.get $right) (local.get $both)) (i32.const 16))))
            ;; Two pixels of each row at once, a channel in each of eight lanes.
            (local.set $first
              (i16x8.add
                (i16x8.mul
                  (v128.load8x8_u align=4 (local.tee $p (i32x4.extract_lane 0 (local.get $from))))
                  (i8x16.shuffle 0 1 0 1 0 1 0 1 2 3 2 3 2 3 2 3 (local.get $upper) (local.get $upper)))
                (i16x8.mul
                  (v128.load8x8_u align=4 (i32.add (local.get $p) (local.get $stride)))
                  (i8x16.shuffle 0 1 0 1 0 1 0 1 2 3 2 3 2 3 2 3 (local.get $lower) (local.get $lower)))))
            (local.set $second
              (i16x8.add
                (i16x8.mul
                  (v128.load8x8_u align=4 (local.tee $p (i32x4.extract_lane 1 (local.get $from))))
                  (i8x16.shuffle 4 5 4 5 4 5 4 5 6 7 6 7 6 7 6 7 (local.get $upper) (local.get $upper)))
                (i16x8.mul
                  (v128.load8x8_u align=4 (i32.add (local.get $p) (local.get $stride)))
                  (i8x16.shuffle 4 5 4 5 4 5 4 5 6 7 6 7 6 7 6 7 (local.get $lower) (local.get $lower)))))
            (local.set $third
              (i16x8.add
                (i16x8.mul
                  (v128.load8x8_u align=4 (local.tee $p (i32x4.extract_lane 2 (local.get $from))))
                  (i8x16.shuffle 8 9 8 9 8 9 8 9 10 11 10 11 10 11 10 11 (local.get $upper) (local.get $upper)))
                (i16x8.mul
                  (v128.load8x8_u align=4 (i32.add (local.get $p) (local.get $stride)))
                  (i8x16.shuffle 8 9 8 9 8 9 8 9 10 11 10 11 10 11 10 11 (local.get $lower) (local.get $lower)))))
            (local.set $fourth
              (i16x8.add
                (i16x8.mul
                  (v128.load8x8_u align=4 (local.tee $p (i32x4.extract_lane 3 (local.get $from))))
                  (i8x16.shuffle 12 13 12 13 12 13 12 13 14 15 14 15 14 15 14 15 (local.get $upper) (local.get $upper)))
                (i16x8.mul
                  (v128.load8x8_u align=4 (i32.add (local.get $p) (local.get $stride)))
                  (i8x16.shuffle 12 13 12 13 12 13 12 13 14 15 14 15 14 15 14 15 (local.get $lower) (local.get $lower)))))
            (local.set $first
              (i16x8.shr_u
                (i16x8.add
                  (i16x8.add
                    (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $first) (local.get $second))
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $first) (local.get $second)))
                  (local.get $half))
                (i32.const 8)))
            (local.set $third
              (i16x8.shr_u
                (i16x8.add
                  (i16x8.add
                    (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $third) (local.get $fourth))
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $third) (local.get $fourth)))
                  (local.get $half))
                (i32.const 8)))
            (v128.store align=4 (local.get $out) (i8x16.narrow_i16x8_u (local.get $first) (local.get $third)))
            (local.set $out (i32.add (local.get $out) (i32.const 16)))
            (local.set $x (i32.add (local.get $x) (i32.const 4)))
            (br $pixels)))
        ;; Of a width that is no multiple of four some were drawn too many.
        (local.set $out
          (i32.sub (local.get $out) (i32.shl (i32.sub (local.get $x) (local.get $width)) (i32.const 2))))
        (local.set $y (i32.add (local.get $y) (i32.const 1)))
        (br $row))))

  ;; Halves a picture: each pixel is the average of four. Pixels are halved to twos: of an odd half one more is written behind the last of a row.
  (func (export "halve") (param $pixels i32) (param $width i32) (param $height i32) (param $out i32)
    (local $stride i32) (local $at i32) (local $end i32) (local $from i32)
    (local $left v128) (local $right v128) (local $two v128)
    (local.set $two (v128.const i16x8 2 2 2 2 2 2 2 2))
    (local.set $stride (i32.shl (local.get $width) (i32.const 2)))
    (local.set $width (i32.shl (i32.shr_u (local.get $width) (i32.const 1)) (i32.const 2)))
    (local.set $height (i32.shr_u (local.get $height) (i32.const 1)))
    (block $halved
      (loop $row
        (br_if $halved (i32.eqz (local.get $height)))
        (local.set $at (local.get $out))
        (local.set $end (i32.add (local.get $out) (local.get $width)))
        (local.set $from (local.get $pixels))
        (block $rowHalved
          (loop $next
            (br_if $rowHalved (i32.ge_u (local.get $at) (local.get $end)))
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
            (i64.store align=4
              (local.get $at)
              (i64x2.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $left) (local.get $left))))
            (local.set $from (i32.add (local.get $from) (i32.const 16)))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br $next)))
        (local.set $pixels (i32.add (local.get $pixels) (i32.shl (local.get $stride) (i32.const 1))))
        (local.set $out (local.get $end))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row))))

  ;; Planes of blue, green and red, 32-bit floats, of `count` pixels; each byte becomes what stands for it in the 256 floats at $levels.
  (func (export "planes") (param $pixels i32) (param $count i32) (param $levels i32) (param $out i32)
    (local $end i32) (local $pixel i32) (local $plane i32)
    (local.set $plane (i32.shl (local.get $count) (i32.const 2)))
    (local.set $end (i32.add (local.get $pixels) (local.get $plane)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $pixels) (local.get $end)))
        (local.set $pixel (i32.load (local.get $pixels)))
        (f32.store
          (local.get $out)
          (f32.load
            (i32.add (local.get $levels)
              (i32.and (i32.shr_u (local.get $pixel) (i32.const 14)) (i32.const 1020)))))
        (f32.store
          (i32.add (local.get $out) (local.get $plane))
          (f32.load
            (i32.add (local.get $levels) (i32.and (i32.shr_u (local.get $pixel) (i32.const 6)) (i32.const 1020)))))
        (f32.store
          (i32.add (local.get $out) (i32.shl (local.get $plane) (i32.const 1)))
          (f32.load
            (i32.add (local.get $levels) (i32.and (i32.shl (local.get $pixel) (i32.const 2)) (i32.const 1020)))))
        (local.set $pixels (i32.add (local.get $pixels) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next))))

  ;; Rows of grey (ITU-R BT.601) as 32-bit floats, less their mean, over their standard deviation and $least; a row begins every $stride bytes.
  (func (export "grey")
    (param $pixels i32) (param $width i32) (param $height i32) (param $least f64) (param $out i32) (param $stride i32)
    (local $x i32) (local $y i32) (local $at i32) (local $row i32) (local $pixel i32)
    (local $value f64) (local $sum f64) (local $squares f64) (local $count f64) (local $scale f64)
    (local.set $count (f64.convert_i32_s (i32.mul (local.get $width) (local.get $height))))
    (local.set $row (local.get $out))
    (block $summed
      (loop $rows
        (br_if $summed (i32.ge_s (local.get $y) (local.get $height)))
        (local.set $at (local.get $row))
        (local.set $x (i32.const 0))
        (block $rowSummed
          (loop $next
            (br_if $rowSummed (i32.ge_s (local.get $x) (local.get $width)))
            (local.set $pixel (i32.load (local.get $pixels)))
            (f32.store
              (local.get $at)
              (f32.demote_f64
                (f64.add
                  (f64.add
                    (f64.mul (f64.const 0.299) (f64.convert_i32_u (i32.and (local.get $pixel) (i32.const 255))))
                    (f64.mul (f64.const 0.587)
                      (f64.convert_i32_u (i32.and (i32.shr_u (local.get $pixel) (i32.const 8)) (i32.const 255)))))
                  (f64.mul (f64.const 0.114)
                    (f64.convert_i32_u (i32.and (i32.shr_u (local.get $pixel) (i32.const 16)) (i32.const 255)))))))
            (local.set $value (f64.promote_f32 (f32.load (local.get $at))))
            (local.set $sum (f64.add (local.get $sum) (local.get $value)))
            (local.set $squares (f64.add (local.get $squares) (f64.mul (local.get $value) (local.get $value))))
            (local.set $pixels (i32.add (local.get $pixels) (i32.const 4)))
            (local.set $at (i32.add (local.get $at) (i32.const 4)))
            (local.set $x (i32.add (local.get $x) (i32.const 1)))
            (br $next)))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (local.set $y (i32.add (local.get $y) (i32.const 1)))
        (br $rows)))
    (local.set $sum (f64.div (local.get $sum) (local.get $count)))
    (local.set $scale
      (f64.div
        (f64.const 1)
        (f64.add
          (f64.sqrt
            (f64.max
              (f64.const 0)
              (f64.sub
                (f64.div (local.get $squares) (local.get $count))
                (f64.mul (local.get $sum) (local.get $sum)))))
          (local.get $least))))
    (local.set $y (i32.const 0))
    (block $scaled
      (loop $rows
        (br_if $scaled (i32.ge_s (local.get $y) (local.get $height)))
        (local.set $at (local.get $out))
        (local.set $x (i32.const 0))
        (block $rowScaled
          (loop $next
            (br_if $rowScaled (i32.ge_s (local.get $x) (local.get $width)))
            (f32.store
              (local.get $at)
              (f32.demote_f64
                (f64.mul
                  (f64.sub (f64.promote_f32 (f32.load (local.get $at))) (local.get $sum))
                  (local.get $scale))))
            (local.set $at (i32.add (local.get $at) (i32.const 4)))
            (local.set $x (i32.add (local.get $x) (i32.const 1)))
            (br $next)))
        (local.set $out (i32.add (local.get $out) (local.get $stride)))
        (local.set $y (i32.add (local.get $y) (i32.const 1)))
        (br $rows)))))
