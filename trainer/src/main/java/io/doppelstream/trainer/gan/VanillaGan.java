package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.train.OptimizerConfig;
import org.tensorflow.ndarray.Shape;

/**
 * The first GAN (Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014): two multilayer perceptrons, no conditions.
 * The discriminator D tells real samples x from generated ones G(z), the generator makes them alike.
 *
 * <pre>
 * discriminator  max  E log D(x) + E log(1 - D(G(z)))
 * generator      min  E log(1 - D(G(z)))    the paper's minimax game ({@code saturating: true})
 *                max  E log D(G(z))         its advice against vanishing gradients, the default
 * </pre>
 *
 * <p>With D = sigmoid of the score; a critic's score stands for D here as in all kinds. On labelled images it learns the
 * images alone: its model has no labels. On a table, conditions of requests hold on the columns that they name, but the others do
 * not follow them.
 *
 * <p>Deviations: leaky ReLU in the place of maxout and of the generator's ReLU, normal noise, batch norm in the generator, Adam in the place of
 * momentum, averaged weights published.
 *
 * @param latent width of the noise
 * @param hidden width of the first hidden layer; the generator's second is twice as wide, the discriminator's half as wide again
 * @param dropout of the discriminator's hidden layers
 * @param saturating whether the generator plays the minimax game
 * @param learningRate of both players
 * @param averageDecay of the generator's averaged weights
 * @param batch samples in a batch, fewer for a tiny set
 */
public record VanillaGan(
        int latent, int hidden, double dropout, boolean saturating, double learningRate, double averageDecay, int batch)
        implements SampleKind {

    static final String KIND = "vanilla";

    public VanillaGan {
        GanConfig.requirePositive(KIND, latent, hidden, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(dropout >= 0 && dropout < 1, KIND, "a dropout in [0, 1)", dropout);
    }

    public static VanillaGan defaults() {
        return new VanillaGan(64, 256, 0.3, false, 2e-4, 0.999, 64);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean conditional() {
        return false;
    }

    @Override
    public boolean learnsTables() {
        return true;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        Game game = Game.of(
                saturating ? StandardLoss.MINIMAX : StandardLoss.NON_SATURATING,
                OptimizerConfig.adam(learningRate, 0.5, 0.999),
                averageDecay);
        return game.draw(graph, space, new SampleGenerator(generator(space.sample()), latent), discriminator(space));
    }

    private Layer generator(Shape sample) {
        Layers layers = new Layers("generator");
        return Network.of(
                layers.dense(latent, hidden),
                layers.batchNorm(hidden),
                layers.leakyRelu(0.2),
                layers.dense(hidden, 2 * hidden),
                layers.batchNorm(2 * hidden),
                layers.leakyRelu(0.2),
                layers.dense(2 * hidden, (int) sample.size()),
                layers.reshape(sample));
    }

    private Layer discriminator(SampleSpace space) {
        Layers layers = new Layers("critic");
        int width = (int) space.sample().size();
        return Network.of(
                layers.reshape(Shape.of(width)),
                layers.dense(width, 2 * hidden),
                layers.leakyRelu(0.2),
                layers.dropout(dropout),
                layers.dense(2 * hidden, hidden),
                layers.leakyRelu(0.2),
                layers.dropout(dropout),
                layers.dense(hidden, 1));
    }
}
