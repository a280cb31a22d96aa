package io.doppelstream.trainer.evaluate.image;

/**
 * Which classes a sample covers.
 *
 * @param classes that there are
 * @param covered classes that the sample has, each with at least a tenth of its real share
 * @param klToUniform Kullback-Leibler divergence of the sample's classes from equal shares, in nats
 * @param klToReal from the real shares, in nats
 */
public record Coverage(int classes, int covered, double klToUniform, double klToReal) {

    private static final double LEAST = 0.1;

    /** Keeps the divergence finite where a real share is 0. */
    private static final double TINY = 1e-6;

    /**
     * Compares shares.
     *
     * @param shares of the classes in the sample
     * @param real shares of the classes
     */
    public static Coverage of(double[] shares, double[] real) {
        int covered = 0;
        double uniform = 0;
        double divergence = 0;
        for (int index = 0; index < shares.length; index++) {
            covered += shares[index] >= LEAST * real[index] && (shares[index] > 0 || real[index] == 0) ? 1 : 0;
            if (shares[index] > 0) {
                uniform += shares[index] * Math.log(shares[index] * shares.length);
                divergence += shares[index] * Math.log(shares[index] / Math.max(TINY, real[index]));
            }
        }
        return new Coverage(shares.length, covered, uniform, divergence);
    }
}
