package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.TrainingGraph;
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
 * DCGAN (Radford et al., "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks",
 * ICLR 2016): convolutions all the way. The generator goes up by transposed convolutions of stride 2, the discriminator down by convolutions of stride
 * 2; batch norm in both but at the borders to the image, ReLU in the generator and leaky ReLU in the discriminator; kernels start
 * normal with deviation 0.02; Adam with beta1 = 0.5.
 *
 * <pre>
 * discriminator  max  E log D(x) + E log(1 - D(G(z)))
 * generator      max  E log D(G(z))
 * </pre>
 *
 * <p>Deviations: where the images have classes, the generator is told the class beside its noise, the discriminator by a channel of its own and
 * by projection (Miyato and Koyama, 2018), and a {@link ClassLoss} asks that the class be plain. As many levels as the image's shape asks for, and a dense hidden layer in
 * both, as InfoGAN (Chen et al., 2016) has it for images of 28x28: with two levels alone the generator misses the rarer images of a class. A quarter of the paper's channels at twice its
 * rate, which falls along a cosine; averaged weights are published.
 *
 * @param latent width of the noise
 * @param channels at the level below the image; twice as many at each further one, up to {@code mostChannels}
 * @param mostChannels at any level
 * @param hidden width of the dense hidden layers; 0: none
 * @param classWeight weight of the {@link ClassLoss} on images with classes, a hinge by a classifier of its own; 0: none, for all the variety that real images have
 * @param learningRate of both players at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch images in a batch, fewer for a tiny set
 */
public record DcGan(
        int latent,
        int channels,
        int mostChannels,
        int hidden,
        double classWeight,
        double learningRate,
        double averageDecay,
        int batch)
        implements SampleKind {

    static final String KIND = "dcgan";

    private static final Initializer START = Initializer.normal(0.02);

    public DcGan {
        GanConfig.requirePositive(KIND, latent, channels, mostChannels, batch - 1);
        GanConfig.require(hidden >= 0, KIND, "a hidden of at least 0", hidden);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(classWeight >= 0, KIND, "a classWeight of at least 0", classWeight);
    }

    public static DcGan defaults() {
        return new DcGan(64, 32, 256, 256, 8, 4e-4, 0.999, 64);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        return draw(graph, space, ClassLoss.hingeByPlayer(classWeight, space));
    }

    /** The game with another class loss. Beside a head the discriminator has no dense layer: it would leave the generator behind. */
    DrawnSamples draw(TrainingGraph graph, SampleSpace space, ClassLoss classLoss) {
        Pyramid levels = Pyramid.of(space.sample());
        int dense = classLoss.headed() ? 0 : hidden;
        OptimizerConfig adam =
                OptimizerConfig.adam(learningRate, 0.5, 0.999).withSchedule(new LearningRateSchedule.Cosine(0.02));
        return Game.of(StandardLoss.NON_SATURATING, adam, averageDecay)
                .withClassLoss(classLoss)
                .draw(
                        graph,
                        space,
                        new SampleGenerator(generator(levels, space.conditions(), dense), latent),
                        discriminator(levels, space.conditions(), dense, classLoss));
    }

    private int channels(int level) {
        return Math.min(mostChannels, channels << (level - 1));
    }

    private Layer generator(Pyramid image, int conditions, int dense) {
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int base = channels(image.levels());
        stack.add(layers.besideCondition());
        int inputs = latent + conditions;
        if (dense > 0) {
            stack.add(layers.dense(inputs, dense, START));
            stack.add(layers.batchNorm(dense));
            stack.add(layers.relu());
            inputs = dense;
        }
        stack.add(layers.dense(inputs, image.basePixels() * base, START));
        stack.add(layers.reshape(image.base(base)));
        for (int level = image.levels(); level > 1; level--) {
            stack.add(layers.batchNorm(channels(level)));
            stack.add(layers.relu());
            stack.add(layers.transposedConv(channels(level), channels(level - 1), 4, 2, START));
        }
        stack.add(layers.batchNorm(channels(1)));
        stack.add(layers.relu());
        stack.add(layers.transposedConv(channels(1), image.channels(), 4, 2, START));
        stack.add(layers.crop(image.height(), image.width()));
        return new Network(stack);
    }

    private Layer discriminator(Pyramid image, int conditions, int dense, ClassLoss classLoss) {
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        boolean told = conditions > 0 && !classLoss.headed();
        if (told) {
            stack.add(layers.conditionChannel(conditions, image.height(), image.width()));
        }
        stack.add(layers.conv(image.channels() + (told ? 1 : 0), channels(1), 4, 2, START));
        stack.add(layers.leakyRelu(0.2));
        for (int level = 2; level <= image.levels(); level++) {
            stack.add(layers.conv(channels(level - 1), channels(level), 4, 2, START));
            stack.add(layers.batchNorm(channels(level)));
            stack.add(layers.leakyRelu(0.2));
        }
        int features = image.basePixels() * channels(image.levels());
        stack.add(layers.reshape(Shape.of(features)));
        if (dense > 0) {
            stack.add(layers.dense(features, dense, START));
            stack.add(layers.batchNorm(dense));
            stack.add(layers.leakyRelu(0.2));
            features = dense;
        }
        stack.add(classLoss.head(layers, layers.projectionScore(features, conditions), features, conditions));
        return new Network(stack);
    }
}
