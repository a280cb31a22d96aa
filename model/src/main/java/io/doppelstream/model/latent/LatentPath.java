package io.doppelstream.model.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Latents that a client gives, and the way through them: the samples of a request lie evenly along it, the first at the first latent,
 * the last at the last. Between two latents the way follows the great circle, since that is where normal latents lie (White,
 * "Sampling Generative Networks", 2016). With a single latent all samples are at it; with as many as samples each has its own.
 *
 * @param points latents of one width, 1 to {@value #MOST_POINTS} of them, finite
 */
public record LatentPath(List<float[]> points) {

    /** Every record carries them in its headers. */
    public static final int MOST_POINTS = 16;

    /** Below this sine two latents count as parallel, and the way between them is straight. */
    private static final double PARALLEL = 1e-6;

    /** Copies the list and checks it. */
    public LatentPath {
        points = List.copyOf(points);
        if (points.isEmpty() || points.size() > MOST_POINTS) {
            throw new IllegalArgumentException("Expected 1 to " + MOST_POINTS + " latents, found " + points.size());
        }
        int width = points.get(0).length;
        for (float[] point : points) {
            if (point.length != width) {
                throw new IllegalArgumentException(
                        "Expected latents of one width, found " + width + " and " + point.length);
            }
            for (float value : point) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("Expected finite numbers in a latent, found " + value);
                }
            }
        }
    }

    /** Latents as contracts hold them. */
    public static LatentPath of(List<List<Float>> latents) {
        List<float[]> points = new ArrayList<>();
        for (List<Float> latent : latents) {
            float[] point = new float[latent.size()];
            for (int i = 0; i < point.length; i++) {
                point[i] = latent.get(i);
            }
            points.add(point);
        }
        return new LatentPath(points);
    }

    /** Standard normal latents that a seed decides. */
    public static LatentPath drawn(int count, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] point = new float[width];
            for (int k = 0; k < width; k++) {
                point[k] = (float) random.nextGaussian();
            }
            points.add(point);
        }
        return new LatentPath(points);
    }

    /** Width of a latent. */
    public int width() {
        return points.get(0).length;
    }

    /**
     * Latents of some samples of a request.
     *
     * @param first index of the first of them in the request
     * @param rows how many
     * @param count samples of the whole request
     * @return {@code float[rows * width]}, row after row
     */
    public float[] rows(long first, int rows, long count) {
        float[] all = new float[rows * width()];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(at(first + row, count), 0, all, row * width(), width());
        }
        return all;
    }

    private float[] at(long index, long count) {
        if (points.size() == 1 || count <= 1) {
            return points.get(0);
        }
        double place = (double) index * (points.size() - 1) / (count - 1);
        int before = Math.min((int) place, points.size() - 2);
        return between(points.get(before), points.get(before + 1), place - before);
    }

    private static float[] between(float[] from, float[] to, double share) {
        double lengths = Math.sqrt(product(from, from) * product(to, to));
        double cosine = lengths == 0 ? 1 : Math.max(-1, Math.min(1, product(from, to) / lengths));
        // StrictMath, so that a record can be made again on another machine.
        double angle = StrictMath.acos(cosine);
        double sine = StrictMath.sin(angle);
        double left = sine < PARALLEL ? 1 - share : StrictMath.sin((1 - share) * angle) / sine;
        double right = sine < PARALLEL ? share : StrictMath.sin(share * angle) / sine;
        float[] point = new float[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) (left * from[i] + right * to[i]);
        }
        return point;
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentPath path && Arrays.deepEquals(points.toArray(), path.points.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(points.toArray());
    }
}
