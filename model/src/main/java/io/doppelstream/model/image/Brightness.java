package io.doppelstream.model.image;

/** Numbers as bytes: 0 becomes 0, the maximum 255. */
final class Brightness {

    /** Largest values of images of 1, 4, 8 and 16 bits, and of the UCI digits (16). */
    private static final double[] SCALES = {1, 15, 16, 255, 65535};

    private Brightness() {}

    /** The maximum that values up to this one were most likely scaled by: the next of 1, 15, 16, 255 and 65535. */
    static double maximum(double largest) {
        for (double scale : SCALES) {
            if (largest <= scale) {
                return scale;
            }
        }
        return largest;
    }

    static byte of(double value, double maximum) throws BadImageException {
        if (!(value >= 0 && value <= maximum)) {
            throw new BadImageException("Expected values from 0 to " + maximum + ", found " + value);
        }
        return (byte) Math.round(value * 255 / maximum);
    }

    /** Scales unsigned bytes in place. */
    static void scale(byte[] values, double maximum) throws BadImageException {
        for (int i = 0; maximum != 255 && i < values.length; i++) {
            values[i] = of(Byte.toUnsignedInt(values[i]), maximum);
        }
    }
}
