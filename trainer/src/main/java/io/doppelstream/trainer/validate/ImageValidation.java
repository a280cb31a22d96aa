package io.doppelstream.trainer.validate;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.evaluate.image.CollapsedImages;
import io.doppelstream.trainer.evaluate.image.Coverage;
import io.doppelstream.trainer.evaluate.image.FeatureMoments;
import io.doppelstream.trainer.evaluate.image.ImageClassifier;
import io.doppelstream.trainer.evaluate.image.SeenImages;
import io.doppelstream.trainer.gan.DrawnSamples;
import io.doppelstream.trainer.image.GridFolder;
import io.doppelstream.trainer.image.ImageSampler;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;

/**
 * Measures an image model as it would be published now, and keeps a grid of what it generates. The quality is {@code 1 / (1 +
 * FID / V)}, V the variance of the real images' features, so that it neither depends on the classifier's scale nor on a hold-out.
 * The same noise each time, so that two moments differ by their weights alone.
 */
public final class ImageValidation implements Validator {

    private static final int ESTIMATION_BATCHES = 20;
    private static final int IMAGES = 2000;
    /** Differences within this come from the sample; of models that are as good, the one trained longer is better. */
    private static final double NOISE = 0.003;

    private final DrawnSamples drawn;
    private final ImageSampler sampler;
    private final BatchSource estimationBatches;
    private final ImageClassifier classifier;
    private final List<String> classes;
    private final SeenImages real;
    private final FeatureMoments reference;
    private final GridFolder grids;
    private final long seed;

    /**
     * @param drawn what is trained
     * @param sampler of its generator under its serving weights
     * @param estimationBatches apart from those of the training
     * @param reference real images
     * @param grids where a grid of each evaluation is kept
     */
    public ImageValidation(
            DrawnSamples drawn,
            ImageSampler sampler,
            BatchSource estimationBatches,
            ImageClassifier classifier,
            ImageSet reference,
            GridFolder grids,
            long seed) {
        this.drawn = drawn;
        this.sampler = sampler;
        this.estimationBatches = estimationBatches;
        this.classifier = classifier;
        this.classes = reference.classes();
        real = classifier.see(reference.pixels());
        this.reference = FeatureMoments.of(real.features());
        this.grids = grids;
        this.seed = seed;
    }

    @Override
    public Validation evaluate(Session session, long steps, double fraction, double bestQuality) {
        long start = System.nanoTime();
        drawn.estimation().ifPresent(estimation -> estimation.run(session, estimationBatches, ESTIMATION_BATCHES));
        ImageSet generated = sampler.sample(session, IMAGES, seed);
        grids.write(steps, generated);
        SeenImages seen = classifier.see(generated.pixels());
        List<String> findings = CollapsedImages.findings(classes, real, seen);
        double distance = FeatureMoments.of(seen.features()).frechetDistance(reference);
        double quality = 1 / (1 + distance / reference.totalVariance());
        Map<String, Double> figures = new LinkedHashMap<>();
        if (!classes.isEmpty()) {
            Coverage coverage = Coverage.of(seen.histogram(), real.histogram());
            figures.put("classes covered", (double) coverage.covered() / coverage.classes());
        }
        if (generated.labelled()) {
            figures.put("label agreement", seen.agreement(generated.labels()));
        }
        // In its first half a model that never was healthy is not collapsed, it has not grown yet.
        boolean grown = !Double.isNaN(bestQuality) || fraction >= 0.5;
        List<String> collapse = grown ? findings : List.of();
        boolean best = findings.isEmpty() && !(quality < bestQuality - NOISE);
        return new Validation(steps, fraction, figures, quality, best, collapse, (System.nanoTime() - start) / 1e9);
    }
}
