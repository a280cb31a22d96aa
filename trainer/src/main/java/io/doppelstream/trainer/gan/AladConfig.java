package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;

/**
 * Settings of the kind {@code alad}: {@link AladGan} scores events, and the tabular kind, trained beside it at its defaults, generates.
 *
 * @param latent width of z
 * @param hidden width of every hidden layer
 * @param shallowNoise smallest deviation of the noise that the encoder is shown rows under, in deviations of a feature
 * @param deepNoise largest one
 * @param reconstructionWeight of the squared error of the reconstruction in the loss of encoder and generator, at least 0
 * @param detectorShare share of the budget that is ALAD's, in (0, 1)
 * @param learningRate of all players at the start
 * @param averageDecay of the averaged weights of encoder and generator
 * @param detectorBatch rows in a batch of ALAD
 */
public record AladConfig(
        int latent,
        int hidden,
        double shallowNoise,
        double deepNoise,
        double reconstructionWeight,
        double detectorShare,
        double learningRate,
        double averageDecay,
        int detectorBatch)
        implements GanConfig {

    static final String KIND = "alad";

    /** Checks the ranges. */
    public AladConfig {
        GanConfig.requirePositive(KIND, latent, hidden, detectorBatch - 1);
        if (!(shallowNoise > 0 && deepNoise >= shallowNoise)
                || !(reconstructionWeight >= 0)
                || !(detectorShare > 0 && detectorShare < 1)) {
            throw new IllegalArgumentException(
                    "expected 0 < shallowNoise <= deepNoise, a reconstructionWeight of at least"
                            + " 0 and a detectorShare in (0, 1) for the GAN kind " + KIND + ", found " + shallowNoise
                            + ", "
                            + deepNoise + ", " + reconstructionWeight + " and " + detectorShare);
        }
    }

    public static AladConfig defaults() {
        return new AladConfig(64, 128, 0.1, 2, 10, 0.5, 2e-3, 0.999, 128);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CodecFitter codecs() {
        return generator().codecs();
    }

    @Override
    public boolean calibrated() {
        return generator().calibrated();
    }

    @Override
    public boolean classifiesTarget() {
        return generator().classifiesTarget();
    }

    @Override
    public int batchRows(int tableRows) {
        return generator().batchRows(tableRows);
    }

    @Override
    public double generatorShare() {
        return 1 - detectorShare;
    }

    /** The kind that generates. */
    @Override
    public Gan create() {
        return generator().create();
    }

    private static TabularConfig generator() {
        return TabularConfig.defaults();
    }
}
