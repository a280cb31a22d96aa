package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.KernelLayer;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;

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
 * <p>Deviations: both players move at once, the discriminator at twice the generator's rate (Heusel et al., 2017) in the place of 5 steps to
 * one; downwards by convolutions of stride 2; a rate that falls along a cosine; averaged weights are published.
 *
 * @param latent width of the noise
 * @param channels at the image's own level; twice as many at each further one, up to {@code mostChannels}
 * @param mostChannels at any level
 * @param learningRate of the generator at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch images in a batch, fewer for a tiny set
 */
public record ProjectionGan(
        int latent, int channels, int mostChannels, double learningRate, double averageDecay, int batch)
        implements SampleKind {

    static final String KIND = "projection";

    public ProjectionGan {
        GanConfig.requirePositive(KIND, latent, channels, mostChannels, batch - 1);
    }

    public static ProjectionGan defaults() {
        return new ProjectionGan(64, 16, 128, 5e-4, 0.999, 64);
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
        return Game.of(StandardLoss.HINGE, adam(learningRate), averageDecay)
                .withCriticOptimizer(adam(2 * learningRate))
                .draw(
                        graph,
                        space,
                        new SampleGenerator(generator(levels, space.conditions()), latent),
                        discriminator(levels, space.conditions()));
    }

    private static OptimizerConfig adam(double rate) {
        return OptimizerConfig.adam(rate, 0, 0.9).withSchedule(new LearningRateSchedule.Cosine(0.02));
    }

    private int channels(int level) {
        return Math.min(mostChannels, channels << level);
    }

    private static KernelLayer conv(Layers layers, int inputs, int outputs, int size) {
        return layers.conv(inputs, outputs, size, 1, Initializer.he(size * size * inputs));
    }

    private Layer generator(Pyramid image, int classes) {
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int base = channels(image.levels());
        stack.add(layers.dense(latent, image.basePixels() * base));
        stack.add(layers.reshape(image.base(base)));
        for (int level = image.levels() - 1; level >= 0; level--) {
            int inputs = channels(level + 1);
            int outputs = channels(level);
            Layer crop = layers.crop(image.height(level), image.width(level));
            stack.add(layers.residual(
                    Network.of(
                            layers.conditionalBatchNorm(classes, inputs),
                            layers.relu(),
                            layers.upsampling(),
                            crop,
                            conv(layers, inputs, outputs, 3),
                            layers.conditionalBatchNorm(classes, outputs),
                            layers.relu(),
                            conv(layers, outputs, outputs, 3)),
                    Network.of(conv(layers, inputs, outputs, 1), layers.upsampling(), crop)));
        }
        stack.add(layers.batchNorm(channels(0)));
        stack.add(layers.relu());
        stack.add(conv(layers, channels(0), image.channels(), 3));
        return new Network(stack);
    }

    private Layer discriminator(Pyramid image, int classes) {
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        stack.add(layers.spectralNorm(conv(layers, image.channels(), channels(0), 3)));
        for (int level = 1; level <= image.levels(); level++) {
            int inputs = channels(level - 1);
            int outputs = channels(level);
            stack.add(layers.residual(
                    Network.of(
                            layers.relu(),
                            layers.spectralNorm(conv(layers, inputs, inputs, 3)),
                            layers.relu(),
                            layers.spectralNorm(layers.conv(inputs, outputs, 4, 2, Initializer.he(16 * inputs)))),
                    Network.of(layers.meanPooling(), layers.spectralNorm(conv(layers, inputs, outputs, 1)))));
        }
        int features = channels(image.levels());
        stack.add(layers.residual(Network.of(
                layers.relu(),
                layers.spectralNorm(conv(layers, features, features, 3)),
                layers.relu(),
                layers.spectralNorm(conv(layers, features, features, 3)))));
        stack.add(layers.relu());
        stack.add(layers.globalSumPooling());
        stack.add(layers.projectionScore(
                layers.spectralNorm(layers.dense(features, 1)),
                layers.spectralNorm(layers.embedding(classes, features))));
        return new Network(stack);
    }
}
