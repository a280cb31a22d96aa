package io.doppelstream.model.image;

/**
 * Images in another size, each axis by itself: shrunk by the mean over the area that a pixel covers, enlarged by bilinear
 * interpolation between pixel centres. The aspect ratio is not kept.
 */
final class Resampling {

    private Resampling() {}

    static Pixels resize(Pixels image, int height, int width) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        double[][] vertical = weights(image.height(), height);
        double[][] horizontal = weights(image.width(), width);
        int channels = image.channels();
        double[] rows = new double[height * image.width() * channels];
        int line = image.width() * channels;
        for (int y = 0; y < height; y++) {
            for (int from = 0; from < image.height(); from++) {
                double weight = vertical[y][from];
                for (int i = 0; weight > 0 && i < line; i++) {
                    rows[y * line + i] += weight * Byte.toUnsignedInt(image.values()[from * line + i]);
                }
            }
        }
        byte[] resized = new byte[height * width * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double sum = 0;
                    for (int from = 0; from < image.width(); from++) {
                        sum += horizontal[x][from] * rows[y * line + from * channels + channel];
                    }
                    resized[(y * width + x) * channels + channel] = (byte) Math.round(sum);
                }
            }
        }
        return new Pixels(height, width, channels, resized);
    }

    /** Weight of each old pixel in each new one, sum 1. */
    private static double[][] weights(int from, int to) {
        double[][] weights = new double[to][from];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            if (to < from) {
                for (int j = 0; j < from; j++) {
                    double overlap = Math.min((i + 1) * scale, j + 1) - Math.max(i * scale, j);
                    weights[i][j] = Math.max(0, overlap) / scale;
                }
            } else {
                double centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), from - 1);
                int left = (int) centre;
                weights[i][left] = 1 - (centre - left);
                if (left + 1 < from) {
                    weights[i][left + 1] = centre - left;
                }
            }
        }
        return weights;
    }
}
