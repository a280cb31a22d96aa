package io.doppelstream.model.image;

/**
 * One image, not yet of the shape of its set.
 *
 * @param height rows of pixels
 * @param width pixels in a row
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param values {@code byte[height * width * channels]}, unsigned, HWC
 */
record Pixels(int height, int width, int channels, byte[] values) {

    Pixels {
        if (values.length != height * width * channels) {
            throw new IllegalArgumentException("Expected " + height * width * channels + " bytes for an image of "
                    + height + "x" + width + "x" + channels + ", found " + values.length);
        }
    }

    /** In grey or colour: colour becomes its luma (ITU-R BT.601, as in JPEG), grey the same in each channel. */
    Pixels inChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        byte[] converted = new byte[height * width * wanted];
        for (int pixel = 0; pixel < height * width; pixel++) {
            if (wanted == 1) {
                converted[pixel] = (byte) luma(values, 3 * pixel);
            } else {
                converted[3 * pixel] = values[pixel];
                converted[3 * pixel + 1] = values[pixel];
                converted[3 * pixel + 2] = values[pixel];
            }
        }
        return new Pixels(height, width, wanted, converted);
    }

    private static int luma(byte[] rgb, int at) {
        int red = Byte.toUnsignedInt(rgb[at]);
        int green = Byte.toUnsignedInt(rgb[at + 1]);
        int blue = Byte.toUnsignedInt(rgb[at + 2]);
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
