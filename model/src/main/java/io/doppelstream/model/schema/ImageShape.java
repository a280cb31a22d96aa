package io.doppelstream.model.schema;

/**
 * The shape of an image; its pixels are unsigned bytes, row after row, the channels of a pixel side by side (HWC).
 *
 * @param height rows of pixels, 1 to {@value #LARGEST_SIDE}
 * @param width pixels in a row, 1 to {@value #LARGEST_SIDE}
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) {

    /** Most pixels on a side. */
    public static final int LARGEST_SIDE = 256;

    /** Checks the ranges. */
    public ImageShape {
        if (height < 1 || height > LARGEST_SIDE || width < 1 || width > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "Expected images of 1 to " + LARGEST_SIDE + " pixels on each side, found " + height + "x" + width);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Expected images of 1 channel (grey) or 3 (colour), found " + channels);
        }
    }

    /** Number of bytes of an image. */
    public int size() {
        return height * width * channels;
    }

    /** As {@code 28x28x1}. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
