package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * WGAN-GP (Gulrajani et al., "Improved Training of Wasserstein GANs", NeurIPS 2017; after Arjovsky et al., 2017). The critic's
 * mean score of real samples less that of generated ones estimates their Wasserstein distance, as far as its slope is 1 at
 * most; a penalty holds the slope between real and generated samples at 1. The estimate has a slope wherever the generator is, so that it does not
 * stall, and its critic may be trained further than a discriminator.
 *
 * <pre>
 * critic     min  E D(G(z)) - E D(x) + lambda E (|grad D(x')| - 1)^2,   x' = x + epsilon (G(z) - x)
 * generator  min  -E D(G(z))
 * </pre>
 *
 * <p>On images both are convolutional, on tables dense. The critic has no batch norm: the penalty is of each sample on its own.
 *
 * <p>Deviations: conditions enter the generator beside its noise and the critic by projection (Miyato and Koyama, 2018); on images with classes a
 * {@link ClassLoss}, where the paper's model of CIFAR-10 has a head of the critic; 3 critic
 * steps for one of the generator in the place of 5; the penalty on a part of the batch; a rate that falls along a cosine; averaged weights are published.
 *
 * @param latent width of the noise
 * @param channels at the level below the image; twice as many at each further one
 * @param hidden width of the hidden layers on tables
 * @param lambda weight of the penalty
 * @param penaltyShare share of the batch that it is measured on, in (0, 1]
 * @param criticSteps critic steps for one of the generator
 * @param classWeight weight of the {@link ClassLoss} on images with classes, a hinge by a classifier of its own; 0: none, as on tables
 * @param learningRate of both players at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch samples in a batch, fewer for a tiny set
 */
public record WganGpGan(
        int latent,
        int channels,
        int hidden,
        double lambda,
        double penaltyShare,
        int criticSteps,
        double classWeight,
        double learningRate,
        double averageDecay,
        int batch)
        implements SampleKind {

    static final String KIND = "wgan-gp";

    public WganGpGan {
        GanConfig.requirePositive(KIND, latent, channels, hidden, criticSteps, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(penaltyShare > 0 && penaltyShare <= 1, KIND, "a penaltyShare in (0, 1]", penaltyShare);
        GanConfig.require(lambda >= 0, KIND, "a lambda of at least 0", lambda);
        GanConfig.require(classWeight >= 0, KIND, "a classWeight of at least 0", classWeight);
    }

    public static WganGpGan defaults() {
        return new WganGpGan(64, 32, 256, 10, 0.25, 3, 4, 5e-4, 0.999, 64);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean learnsTables() {
        return true;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        OptimizerConfig adam =
                OptimizerConfig.adam(learningRate, 0, 0.9).withSchedule(new LearningRateSchedule.Cosine(0.02));
        boolean image = space instanceof ImageSpace;
        ClassLoss classLoss = ClassLoss.hingeByPlayer(classWeight, space);
        Game game = Game.of(StandardLoss.WASSERSTEIN, adam, averageDecay)
                .withPenalty(Penalty.gradientPenalty(lambda), penaltyShare)
                .withCriticSteps(criticSteps)
                .withClassLoss(classLoss);
        return game.draw(
                graph,
                space,
                new SampleGenerator(image ? imageGenerator(space) : rowGenerator(space), latent),
                image ? imageCritic(space) : rowCritic(space));
    }

    private int channels(int level) {
        return channels << (level - 1);
    }

    private static Initializer start(int size, int inputs) {
        return Initializer.he(size * size * inputs);
    }

    private Layer imageGenerator(SampleSpace space) {
        Pyramid image = Pyramid.of(space.sample());
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int base = channels(image.levels());
        stack.add(layers.besideCondition());
        stack.add(layers.dense(latent + space.conditions(), image.basePixels() * base));
        stack.add(layers.reshape(image.base(base)));
        for (int level = image.levels(); level >= 1; level--) {
            int next = level > 1 ? channels(level - 1) : image.channels();
            stack.add(layers.batchNorm(channels(level)));
            stack.add(layers.relu());
            // Of a kernel of 4 by 4 and a stride of 2, four places meet in a pixel.
            stack.add(layers.transposedConv(channels(level), next, 4, 2, start(2, channels(level))));
        }
        stack.add(layers.crop(image.height(), image.width()));
        return new Network(stack);
    }

    private Layer imageCritic(SampleSpace space) {
        Pyramid image = Pyramid.of(space.sample());
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        int inputs = image.channels();
        for (int level = 1; level <= image.levels(); level++) {
            stack.add(layers.conv(inputs, channels(level), 4, 2, start(4, inputs)));
            stack.add(layers.leakyRelu(0.2));
            inputs = channels(level);
        }
        int features = image.basePixels() * inputs;
        stack.add(layers.reshape(Shape.of(features)));
        stack.add(layers.projectionScore(features, space.conditions()));
        return new Network(stack);
    }

    private Layer rowGenerator(SampleSpace space) {
        Layers layers = new Layers("generator");
        return Network.of(
                layers.besideCondition(),
                layers.concatBlock(
                        layers.dense(latent + space.conditions(), hidden), layers.batchNorm(hidden), layers.relu()),
                layers.concatBlock(
                        layers.dense(latent + space.conditions() + hidden, hidden),
                        layers.batchNorm(hidden),
                        layers.relu()),
                layers.dense(latent + space.conditions() + 2 * hidden, (int)
                        space.sample().size()));
    }

    private Layer rowCritic(SampleSpace space) {
        Layers layers = new Layers("critic");
        return Network.of(
                layers.dense((int) space.sample().size(), hidden),
                layers.leakyRelu(0.2),
                layers.dense(hidden, hidden),
                layers.leakyRelu(0.2),
                layers.projectionScore(hidden, space.conditions()));
    }
}
