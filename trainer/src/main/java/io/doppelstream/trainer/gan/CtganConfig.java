package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;

/**
 * Settings of {@link CtganGan}.
 *
 * @param latent width of the noise
 * @param hidden width of every hidden layer of both networks
 * @param pack rows that the critic sees side by side
 * @param dropout of the critic's hidden layers
 * @param temperature of the Gumbel-softmax
 * @param penaltyWeight lambda of the gradient penalty
 * @param learningRate of both players
 * @param weightDecay of the generator
 * @param criticSteps critic steps for one of the generator
 * @param batch rows in a batch, a multiple of {@code pack}; fewer for a tiny table
 */
public record CtganConfig(
        int latent,
        int hidden,
        int pack,
        double dropout,
        double temperature,
        double penaltyWeight,
        double learningRate,
        double weightDecay,
        int criticSteps,
        int batch)
        implements GanConfig {

    static final String KIND = "ctgan";

    public CtganConfig {
        if (latent < 1 || hidden < 1 || pack < 1 || criticSteps < 1 || batch < 2 || batch % pack != 0) {
            throw new IllegalArgumentException("expected positive sizes and a batch that is a multiple of the pack"
                    + " for CTGAN, found a batch of " + batch + " and a pack of " + pack);
        }
    }

    public static CtganConfig defaults() {
        return new CtganConfig(128, 256, 10, 0.5, 0.2, 10, 2e-4, 1e-6, 1, 500);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CodecFitter codecs() {
        return CodecFitter.MIXTURE;
    }

    @Override
    public int batchRows(int tableRows) {
        return Math.max(1, Math.min(batch, tableRows) / pack) * pack;
    }

    @Override
    public Gan create() {
        return new CtganGan(this);
    }
}
