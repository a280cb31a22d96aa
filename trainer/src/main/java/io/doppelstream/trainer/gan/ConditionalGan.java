package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.train.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The conditional GAN (Mirza and Osindero, "Conditional Generative Adversarial Nets", 2014): both multilayer perceptrons are told the
 * condition y, beside their input. A generated sample is judged under the condition that it was made for, so that a sample of
 * another class is as wrong as one that looks wrong.
 *
 * <pre>
 * discriminator  max  E log D(x, y) + E log(1 - D(G(z, y), y))
 * generator      max  E log D(G(z, y), y)
 * </pre>
 *
 * <p>On images y is the one-hot code of the class, on tables the condition vector.
 *
 * <p>Deviations: the condition enters beside the noise at once, without a hidden layer of its own, and the discriminator's last hidden layer
 * by projection (Miyato and Koyama, 2018). On images a {@link ClassLoss} asks that the class be plain; without that loss, and on tables, the
 * discriminator is told the condition beside the sample, too, as in the paper. Leaky ReLU, batch norm in the generator, Adam; averaged weights are published.
 *
 * @param latent width of the noise
 * @param hidden width of the first hidden layer of the generator; its second is twice as wide
 * @param dropout of the discriminator's hidden layers
 * @param classWeight weight of the {@link ClassLoss} on images with classes, a hinge; 0: none, as on tables
 * @param learningRate of both players
 * @param averageDecay of the generator's averaged weights
 * @param batch samples in a batch, fewer for a tiny set
 */
public record ConditionalGan(
        int latent, int hidden, double dropout, double classWeight, double learningRate, double averageDecay, int batch)
        implements SampleKind {

    static final String KIND = "conditional";

    public ConditionalGan {
        GanConfig.requirePositive(KIND, latent, hidden, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(dropout >= 0 && dropout < 1, KIND, "a dropout in [0, 1)", dropout);
        GanConfig.require(classWeight >= 0, KIND, "a classWeight of at least 0", classWeight);
    }

    public static ConditionalGan defaults() {
        return new ConditionalGan(64, 256, 0.3, 0.5, 2e-4, 0.999, 64);
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
    public boolean learnsTables() {
        return true;
    }

    @Override
    public DrawnSamples draw(TrainingGraph graph, SampleSpace space) {
        ClassLoss classLoss = ClassLoss.hingeByHead(classWeight, space);
        return Game.of(StandardLoss.NON_SATURATING, OptimizerConfig.adam(learningRate, 0.5, 0.999), averageDecay)
                .withClassLoss(classLoss)
                .draw(graph, space, new SampleGenerator(generator(space), latent), discriminator(space, classLoss));
    }

    private Layer generator(SampleSpace space) {
        Layers layers = new Layers("generator");
        return Network.of(
                layers.besideCondition(),
                layers.dense(latent + space.conditions(), hidden),
                layers.batchNorm(hidden),
                layers.leakyRelu(0.2),
                layers.besideCondition(),
                layers.dense(hidden + space.conditions(), 2 * hidden),
                layers.batchNorm(2 * hidden),
                layers.leakyRelu(0.2),
                layers.dense(2 * hidden, (int) space.sample().size()),
                layers.reshape(space.sample()));
    }

    private Layer discriminator(SampleSpace space, ClassLoss classLoss) {
        Layers layers = new Layers("critic");
        List<Layer> stack = new ArrayList<>();
        int width = (int) space.sample().size();
        stack.add(layers.reshape(Shape.of(width)));
        if (!classLoss.headed()) {
            stack.add(layers.besideCondition());
        }
        stack.add(layers.dense(width + (classLoss.headed() ? 0 : space.conditions()), 2 * hidden));
        stack.add(layers.leakyRelu(0.2));
        stack.add(layers.dropout(dropout));
        stack.add(layers.dense(2 * hidden, hidden));
        stack.add(layers.leakyRelu(0.2));
        stack.add(layers.dropout(dropout));
        stack.add(
                classLoss.head(layers, layers.projectionScore(hidden, space.conditions()), hidden, space.conditions()));
        return new Network(stack);
    }
}
