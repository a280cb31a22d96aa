package io.doppelstream.trainer.evaluate.image;

import io.doppelstream.model.image.ImageSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each of some images the nearest one of a set, by root mean square difference of the pixels.
 *
 * @param index of the nearest image, {@code int[images]}
 * @param distance to it, in [0, 1] of the range of a pixel, {@code double[images]}
 */
public record NearestImages(int[] index, double[] distance) {

    private static final double RANGE = 255;

    /**
     * Searches all pairs.
     *
     * @param images of the set's shape
     * @param set at least one image
     */
    public static NearestImages of(ImageSet images, ImageSet set) {
        int size = set.shape().size();
        int[] index = new int[images.size()];
        double[] distance = new double[images.size()];
        IntStream.range(0, index.length).parallel().forEach(image -> {
            int least = Integer.MAX_VALUE;
            for (int other = 0; other < set.size(); other++) {
                int squares = squares(images.pixels(), image * size, set.pixels(), other * size, size, least);
                if (squares < least) {
                    least = squares;
                    index[image] = other;
                }
            }
            distance[image] = Math.sqrt((double) least / size) / RANGE;
        });
        return new NearestImages(index, distance);
    }

    /** Sum of squared differences; stops once it is beyond a limit. */
    private static int squares(byte[] left, int leftFrom, byte[] right, int rightFrom, int size, int limit) {
        int sum = 0;
        for (int at = 0; at < size && sum < limit; at++) {
            int difference = (left[leftFrom + at] & 0xFF) - (right[rightFrom + at] & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }

    /** Median distance. */
    public double median() {
        double[] sorted = distance.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
