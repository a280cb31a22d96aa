package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;

/**
 * AC-GAN (Odena et al., "Conditional Image Synthesis with Auxiliary Classifier GANs", ICML 2017), for images with classes. The
 * discriminator guesses the class of an image, beside telling real images from generated ones; both players want it to guess right,
 * so that the generator makes images whose class can be seen.
 *
 * <pre>
 * source         L_S = E log D(x) + E log(1 - D(G(z, y)))
 * class          L_C = E log C(y | x) + E log C(y | G(z, y))
 * discriminator  max  L_S + weight E log C(y | x)
 * generator      max  E log D(G(z, y)) + weight E log C(y | G(z, y))
 * </pre>
 *
 * <p>Deviations: the networks are those of {@link DcGan} without its dense hidden layers, whose own {@link ClassLoss} is a hinge where this one is the whole cross-entropy; the source is judged by projection of the class on the features that the class is
 * guessed from (Miyato and Koyama, 2018), where the paper's discriminator does not look at the class and the generator gives up variety; the classifier
 * learns from real images alone, so that it does not take the generator's mistakes for the class; averaged weights are published. Images come out more typical of their class than real ones,
 * which shows as a label agreement above that of real images and costs variety.
 *
 * @param latent width of the noise
 * @param channels at the level below the image; twice as many at each further one, up to {@code mostChannels}
 * @param mostChannels at any level
 * @param classWeight weight of the classifier's loss, above 0
 * @param learningRate of both players at the start
 * @param averageDecay of the generator's averaged weights
 * @param batch images in a batch, fewer for a tiny set
 */
public record AcGan(
        int latent,
        int channels,
        int mostChannels,
        double classWeight,
        double learningRate,
        double averageDecay,
        int batch)
        implements SampleKind {

    static final String KIND = "acgan";

    public AcGan {
        GanConfig.requirePositive(KIND, latent, channels, mostChannels, batch - 1);
        GanConfig.requireTraining(KIND, learningRate, averageDecay);
        GanConfig.require(classWeight > 0, KIND, "a classWeight above 0", classWeight);
    }

    public static AcGan defaults() {
        return new AcGan(64, 32, 256, 0.5, 4e-4, 0.999, 64);
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
        return new DcGan(latent, channels, mostChannels, 0, classWeight, learningRate, averageDecay, batch)
                .draw(graph, space, ClassLoss.crossEntropy(classWeight));
    }
}
