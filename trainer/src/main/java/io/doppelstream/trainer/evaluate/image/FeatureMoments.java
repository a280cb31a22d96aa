package io.doppelstream.trainer.evaluate.image;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Mean and covariance of features.
 *
 * @param mean {@code double[d]}
 * @param covariance {@code double[d][d]}, unbiased
 */
public record FeatureMoments(double[] mean, double[][] covariance) {

    /** Of at least two rows of features, {@code float[rows][d]}. */
    public static FeatureMoments of(float[][] features) {
        if (features.length < 2) {
            throw new IllegalArgumentException("expected features of at least 2 images, found " + features.length);
        }
        int width = features[0].length;
        double[] mean = new double[width];
        for (float[] row : features) {
            for (int index = 0; index < width; index++) {
                mean[index] += row[index] / features.length;
            }
        }
        double[][] covariance = new double[width][width];
        double[] centered = new double[width];
        for (float[] row : features) {
            for (int index = 0; index < width; index++) {
                centered[index] = row[index] - mean[index];
            }
            for (int left = 0; left < width; left++) {
                for (int right = 0; right <= left; right++) {
                    covariance[left][right] += centered[left] * centered[right] / (features.length - 1);
                }
            }
        }
        for (int left = 0; left < width; left++) {
            for (int right = 0; right < left; right++) {
                covariance[right][left] = covariance[left][right];
            }
        }
        return new FeatureMoments(mean, covariance);
    }

    /** Sum of the features' variances. */
    public double totalVariance() {
        double sum = 0;
        for (int index = 0; index < mean.length; index++) {
            sum += covariance[index][index];
        }
        return sum;
    }

    /**
     * Frechet distance of the two normal distributions (Heusel et al., 2017): {@code |m1 - m2|^2 + tr(C1 + C2 - 2 (C1
     * C2)^(1/2))}. The trace of the root is that of {@code (C1^(1/2) C2 C1^(1/2))^(1/2)}, which is symmetric.
     */
    public double frechetDistance(FeatureMoments other) {
        double means = 0;
        for (int index = 0; index < mean.length; index++) {
            means += (mean[index] - other.mean[index]) * (mean[index] - other.mean[index]);
        }
        RealMatrix root = root(MatrixUtils.createRealMatrix(covariance));
        RealMatrix product =
                root.multiply(MatrixUtils.createRealMatrix(other.covariance)).multiply(root);
        double trace = 0;
        for (double eigenvalue : new EigenDecompositionSymmetric(symmetric(product)).getEigenvalues()) {
            trace += Math.sqrt(Math.max(0, eigenvalue));
        }
        return Math.max(0, means + totalVariance() + other.totalVariance() - 2 * trace);
    }

    private static RealMatrix root(RealMatrix matrix) {
        EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(matrix);
        double[] roots = decomposition.getEigenvalues();
        for (int index = 0; index < roots.length; index++) {
            roots[index] = Math.sqrt(Math.max(0, roots[index]));
        }
        return decomposition
                .getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
                .multiply(decomposition.getVT());
    }

    /** Without the rounding that makes a product of symmetric matrices a little asymmetric. */
    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }
}
