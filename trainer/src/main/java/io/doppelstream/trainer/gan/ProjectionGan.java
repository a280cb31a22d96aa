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
 * SNGAN with projection discriminator (Miyato et al., "Spectral Normalization for Generative Adversarial Networks" and Miyato and
 * Koyama, "cGANs with Projection Discriminator", both ICLR 2018), for images with classes. The discriminator's kernels are
 * divided by their largest singular value, which bounds its slope; its score adds to what an image looks like, phi(x), how well that agrees with the class
 * y, by an inner product with the class's embedding V. The generator takes the class by gain and bias of its batch norms.
 *
 * <pre>
 * score          D(x, y) = psi . phi(x) + V y . phi(x)
 * discriminator  min  E max(0, 1 - D(x, y)) + E max(0, 1 + D(G(z, y), y))
 * generator      min  -E D(G(z, y), y)
 * </pre>
 *
 * <p>Deviations: the networks are plain convolutional ones of strides alone, like the first paper's smaller ones, not residual; a {@link ClassLoss} beside
 * the projection; both players move at once, the discriminator at twice the generator's rate (Heusel et al., 2017) in the place of 5 steps to one; a rate that falls along a cosine; averaged weights are published.
 *
 * @param latent width of the noise
 * @param channels at the level below the image; twice as many at each further one, up to {@code mostChannels}
 * @param mostChannels at any level
 * @param classWeight weight of the {@link ClassLoss} on images with classes, a hinge; 0: none
 * @param learningRate of the generator at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch images in a batch, fewer for a tiny set
 */
public record ProjectionGan(
        int latent,
        int channels,
        int mostChannels,
        double classWeight,
        double learningRate,
        double averageDecay,
        int batch)
        implements SampleKind {

    static final String KIND = "projection";

    public ProjectionGan {
        GanConfig.requirePositive(KIND, latent, channels, mostChannels, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(classWeight >= 0, KIND, "a classWeight of at least 0", classWeight);
    }

    public static ProjectionGan defaults() {
        return new ProjectionGan(64, 32, 256, 0.5, 5e-4, 0.999, 64);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean needsConditions() {
        return true;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        Pyramid levels = Pyramid.of(space.sample());
        ClassLoss classLoss = ClassLoss.hingeByHead(classWeight, space);
        return Game.of(StandardLoss.HINGE, adam(learningRate), averageDecay)
                .withCriticOptimizer(adam(2 * learningRate))
                .withClassLoss(classLoss)
                .draw(
                        graph,
                        space,
                        new SampleGenerator(generator(levels, space.conditions()), latent),
                        discriminator(levels, space.conditions(), classLoss));
    }

    private static OptimizerConfig adam(double rate) {
        return OptimizerConfig.adam(rate, 0, 0.9).withSchedule(new LearningRateSchedule.Cosine(0.02));
    }

    private int channels(int level) {
        return Math.min(mostChannels, channels << (level - 1));
    }

    private Layer generator(Pyramid image, int classes) {
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int base = channels(image.levels());
        stack.add(layers.dense(latent, image.basePixels() * base));
        stack.add(layers.reshape(image.base(base)));
        for (int level = image.levels(); level >= 1; level--) {
            int next = level > 1 ? channels(level - 1) : image.channels();
            stack.add(layers.conditionalBatchNorm(classes, channels(level)));
            stack.add(layers.relu());
            // Of a kernel of 4 by 4 and a stride of 2, four places meet in a pixel.
            stack.add(layers.transposedConv(channels(level), next, 4, 2, Initializer.he(4 * channels(level))));
        }
        stack.add(layers.crop(image.height(), image.width()));
        return new Network(stack);
    }

    private Layer discriminator(Pyramid image, int classes, ClassLoss classLoss) {
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        int inputs = image.channels();
        for (int level = 1; level <= image.levels(); level++) {
            stack.add(layers.spectralNorm(layers.conv(inputs, channels(level), 4, 2, Initializer.he(16 * inputs))));
            stack.add(layers.leakyRelu(0.1));
            inputs = channels(level);
        }
        int features = image.basePixels() * inputs;
        stack.add(layers.reshape(Shape.of(features)));
        Layer score = layers.projectionScore(
                layers.spectralNorm(layers.dense(features, 1)),
                layers.spectralNorm(layers.embedding(classes, features)));
        stack.add(classLoss.head(layers, score, features, classes));
        return new Network(stack);
    }
}
