package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;
import java.util.Objects;

/**
 * Settings of {@link TabularGan}.
 *
 * @param latent width of the noise
 * @param hidden width of every hidden layer of both networks
 * @param blocks blocks of the generator
 * @param hats triangular features a scalar in the critic's input, 0 or at least 2
 * @param products pairwise product features in the critic's first layer, 0 for none
 * @param conditionScale factor of the condition at the generator's input
 * @param conditionEmbedding a condition wider than this enters the generator as an embedding of that width; 0: as it is
 * @param temperature of the Gumbel-softmax
 * @param gamma weight of the gradient penalties
 * @param game losses and penalty
 * @param encoder how numbers are encoded; a mixture's columns cannot be conditioned
 * @param informationWeight of the information loss (CTAB-GAN, Zhao et al., 2021) in the generator's loss: distance of the
 *     critic's features of real and generated rows in mean and deviation
 * @param warmUpShare share of the training in which the critic plays alone at the start, in [0, 1)
 * @param calibrate whether the marginals are calibrated when training is over
 * @param classifyTarget whether the target, where one is named, is drawn last, by a classifier trained on real rows
 * @param penaltyShare share of the batch that the penalties are measured on, in (0, 1]
 * @param learningRate of both players at the start
 * @param lastRateFactor the rate falls along a cosine to this part of it
 * @param averageDecay of the generator's averaged weights
 * @param batch rows in a batch, fewer for a tiny table
 */
public record TabularConfig(
        int latent,
        int hidden,
        int blocks,
        int hats,
        int products,
        double conditionScale,
        int conditionEmbedding,
        double temperature,
        double gamma,
        Game game,
        Encoder encoder,
        double informationWeight,
        double warmUpShare,
        boolean calibrate,
        boolean classifyTarget,
        double penaltyShare,
        double learningRate,
        double lastRateFactor,
        double averageDecay,
        int batch)
        implements GanConfig {

    /** Which game the players play. */
    public enum Game {
        /** Relativistic pairing with R1 and R2, weighted by gamma (R3GAN). */
        RELATIVISTIC,
        /** Wasserstein with a gradient penalty, weighted by ten times gamma (WGAN-GP). */
        WASSERSTEIN
    }

    /** How numbers are encoded. */
    public enum Encoder {
        /** Spikes and a quantile-normal rest. */
        QUANTILE,
        /** A Gaussian mixture. */
        MIXTURE,
        /** Quantile-normal; a mixture in the columns of several modes where validation clearly prefers it. */
        VALIDATED
    }

    static final String KIND = "tabular";

    private static final int FEWEST_BATCHES = 4;

    public TabularConfig {
        require(latent >= 1 && hidden >= 1 && blocks >= 1 && batch >= 2, "positive sizes", batch);
        require(hats == 0 || hats >= 2, "0 or at least 2 hats", hats);
        require(products >= 0, "0 or more products", products);
        require(conditionEmbedding >= 0, "a condition embedding of at least 0", conditionEmbedding);
        require(temperature > 0, "a positive temperature", temperature);
        require(gamma >= 0, "a gamma of at least 0", gamma);
        require(informationWeight >= 0, "an information weight of at least 0", informationWeight);
        require(warmUpShare >= 0 && warmUpShare < 1, "a warm-up share in [0, 1)", warmUpShare);
        Objects.requireNonNull(game, "game");
        Objects.requireNonNull(encoder, "encoder");
        require(penaltyShare > 0 && penaltyShare <= 1, "a penalty share in (0, 1]", penaltyShare);
    }

    public static TabularConfig defaults() {
        return new TabularConfig(
                64,
                256,
                2,
                16,
                64,
                4,
                64,
                0.2,
                1,
                Game.RELATIVISTIC,
                Encoder.QUANTILE,
                0,
                0,
                true,
                true,
                0.125,
                1e-3,
                0.02,
                0.999,
                500);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CodecFitter codecs() {
        return encoder == Encoder.MIXTURE ? CodecFitter.MIXTURE : CodecFitter.QUANTILE;
    }

    @Override
    public boolean validatesEncoders() {
        return encoder == Encoder.VALIDATED;
    }

    @Override
    public boolean calibrated() {
        return calibrate;
    }

    @Override
    public boolean classifiesTarget() {
        return classifyTarget;
    }

    @Override
    public int batchRows(int tableRows) {
        return Math.max(2, Math.min(batch, tableRows / FEWEST_BATCHES));
    }

    @Override
    public Gan create() {
        return new TabularGan(this);
    }

    private static void require(boolean holds, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " for the tabular GAN, found " + found);
        }
    }
}
