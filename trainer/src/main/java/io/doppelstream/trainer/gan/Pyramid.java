package io.doppelstream.trainer.gan;

import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * The resolutions that a convolutional network goes through: the image's own at level 0, at each further level half of it,
 * rounded up, down to a short side of 4 to 7 pixels; a small image is halved twice all the same. A generator doubles its way up
 * and cuts off what is too much.
 *
 * @param height of the image
 * @param width of the image
 * @param channels of the image
 * @param levels halvings
 */
record Pyramid(int height, int width, int channels, int levels) {

    private static final int LARGEST_BASE = 7;
    private static final int FEWEST_LEVELS = 2;
    private static final int SMALLEST_HALVED = 4;

    /** @param image (H, W, channels) */
    static Pyramid of(Shape image) {
        int height = (int) image.get(0);
        int width = (int) image.get(1);
        int levels = 0;
        for (int side = Math.min(height, width);
                side > LARGEST_BASE || (levels < FEWEST_LEVELS && side >= SMALLEST_HALVED);
                side = (side + 1) / 2) {
            levels++;
        }
        return new Pyramid(height, width, (int) image.get(2), levels);
    }

    /** Height at a level. */
    int height(int level) {
        return halved(height, level);
    }

    /** Width at a level. */
    int width(int level) {
        return halved(width, level);
    }

    /** Shape of the last level with so many channels. */
    Shape base(int baseChannels) {
        return Shape.of(height(levels), width(levels), baseChannels);
    }

    /** Pixels of the last level. */
    int basePixels() {
        return height(levels) * width(levels);
    }

    private static int halved(int side, int times) {
        return IntStream.range(0, times).reduce(side, (length, time) -> (length + 1) / 2);
    }
}
