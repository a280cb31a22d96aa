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
 * R3GAN (Huang et al., "The GAN is dead; long live the GAN! A Modern GAN Baseline", NeurIPS 2024), small. The relativistic pairing game
 * compares each real image with a generated one, so that the generator cannot win by a few modes; R1 and R2 make it converge. With that
 * stability no normalization is needed: both players are plain residual networks, whose blocks start as the identity.
 *
 * <pre>
 * critic     min  E softplus(D(G(z)) - D(x)) + gamma/2 E |grad D(x)|^2 + gamma/2 E |grad D(G(z))|^2
 * generator  min  E softplus(D(x) - D(G(z)))
 * </pre>
 *
 * <p>Deviations: one residual block a level, of two 3x3 convolutions instead of grouped inverted bottlenecks, and none at the image's own, which
 * convolutions of stride 2 lead to; nearest and mean resampling instead of bilinear; a {@link ClassLoss} where the images have classes; both players move at once; penalties on a part of the batch; gamma and beta2 are constant, while the rate falls along
 * a cosine; differentiable augmentation (Zhao et al., 2020) where {@code augment} is set, for small sets.
 *
 * @param latent width of the noise
 * @param channels at the level below the image; twice as many at each further one, up to {@code mostChannels}
 * @param mostChannels at any level
 * @param gamma weight of the penalties
 * @param penaltyShare share of the batch that they are measured on, in (0, 1]
 * @param augment whether the critic sees augmented images
 * @param classWeight weight of the {@link ClassLoss} on images with classes, a hinge; 0: none
 * @param learningRate of both players at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch images in a batch, fewer for a tiny set
 */
public record R3GanLite(
        int latent,
        int channels,
        int mostChannels,
        double gamma,
        double penaltyShare,
        boolean augment,
        double classWeight,
        double learningRate,
        double averageDecay,
        int batch)
        implements SampleKind {

    static final String KIND = "r3gan-lite";

    private static final double SLOPE = 0.2;

    public R3GanLite {
        GanConfig.requirePositive(KIND, latent, channels, mostChannels, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(penaltyShare > 0 && penaltyShare <= 1, KIND, "a penaltyShare in (0, 1]", penaltyShare);
        GanConfig.require(gamma >= 0, KIND, "a gamma of at least 0", gamma);
        GanConfig.require(classWeight >= 0, KIND, "a classWeight of at least 0", classWeight);
    }

    public static R3GanLite defaults() {
        return new R3GanLite(64, 32, 256, 0.5, 0.25, false, 0.5, 5e-4, 0.999, 64);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        OptimizerConfig adam =
                OptimizerConfig.adam(learningRate, 0, 0.99).withSchedule(new LearningRateSchedule.Cosine(0.02));
        ClassLoss classLoss = ClassLoss.hingeByHead(classWeight, space);
        Game game = Game.of(StandardLoss.RELATIVISTIC, adam, averageDecay)
                .withPenalty(Penalty.r1(gamma).plus(Penalty.r2(gamma)), penaltyShare)
                .withClassLoss(classLoss);
        Pyramid levels = Pyramid.of(space.sample());
        return game.draw(
                graph,
                space,
                new SampleGenerator(generator(levels, space.conditions()), latent),
                critic(levels, space.conditions(), classLoss));
    }

    private int channels(int level) {
        return Math.min(mostChannels, channels << (level - 1));
    }

    private static Layer conv(Layers layers, int inputs, int outputs, int size) {
        return layers.conv(inputs, outputs, size, 1, Initializer.he(size * size * inputs));
    }

    /** {@code x + conv(leaky(conv(leaky(x))))}; the last convolution starts at zero. */
    private static Layer block(Layers layers, int channels) {
        return layers.residual(Network.of(
                layers.leakyRelu(SLOPE),
                conv(layers, channels, channels, 3),
                layers.leakyRelu(SLOPE),
                layers.conv(channels, channels, 3, 1, Initializer.zeros())));
    }

    private Layer generator(Pyramid image, int conditions) {
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int base = channels(image.levels());
        stack.add(layers.besideCondition());
        stack.add(layers.dense(latent + conditions, image.basePixels() * base));
        stack.add(layers.reshape(image.base(base)));
        stack.add(block(layers, base));
        for (int level = image.levels() - 1; level >= 1; level--) {
            stack.add(conv(layers, channels(level + 1), channels(level), 1));
            stack.add(layers.upsampling());
            stack.add(layers.crop(image.height(level), image.width(level)));
            stack.add(block(layers, channels(level)));
        }
        stack.add(layers.leakyRelu(SLOPE));
        // Of a kernel of 4 by 4 and a stride of 2, four places meet in a pixel.
        stack.add(layers.transposedConv(channels(1), image.channels(), 4, 2, Initializer.he(4 * channels(1))));
        stack.add(layers.crop(image.height(), image.width()));
        return new Network(stack);
    }

    private Layer critic(Pyramid image, int conditions, ClassLoss classLoss) {
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        if (augment) {
            stack.add(layers.augmentation());
        }
        stack.add(layers.conv(image.channels(), channels(1), 4, 2, Initializer.he(16 * image.channels())));
        for (int level = 1; level < image.levels(); level++) {
            stack.add(block(layers, channels(level)));
            stack.add(layers.meanPooling());
            stack.add(conv(layers, channels(level), channels(level + 1), 1));
        }
        stack.add(block(layers, channels(image.levels())));
        stack.add(layers.leakyRelu(SLOPE));
        int features = image.basePixels() * channels(image.levels());
        stack.add(layers.reshape(Shape.of(features)));
        stack.add(classLoss.head(layers, layers.projectionScore(features, conditions), features, conditions));
        return new Network(stack);
    }
}
