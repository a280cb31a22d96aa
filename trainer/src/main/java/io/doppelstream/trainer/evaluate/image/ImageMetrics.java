package io.doppelstream.trainer.evaluate.image;

import io.doppelstream.model.image.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Measures generated images against training images and a hold-out. */
public final class ImageMetrics {

    /** Images of a side that features are compared on, at most. */
    private static final int MOST_IMAGES = 10_000;
    /** Images whose nearest ones are searched for, at most: each is compared with every training image. */
    private static final int MOST_SEARCHED = 500;

    private static final int MOST_SEARCHED_IN = 20_000;
    /** Parts of the training images whose distance is averaged, at most: that of one part varies by half of it. */
    private static final int MOST_PARTS = 6;

    private ImageMetrics() {}

    /**
     * Measures a sample.
     *
     * @param classifier trained on the training images
     * @param training images that the model was trained on
     * @param holdout others, of which it has seen none
     * @param generated images, labelled where the model has labels
     * @param seed of the choice where not all images are looked at
     */
    public static ImageQuality of(
            ImageClassifier classifier, ImageSet training, ImageSet holdout, ImageSet generated, long seed) {
        ImageSet some = atMost(MOST_IMAGES, generated, seed);
        SeenImages real = classifier.see(atMost(MOST_IMAGES, holdout, seed).pixels());
        SeenImages seen = classifier.see(some.pixels());
        FeatureMoments reference = FeatureMoments.of(real.features());
        boolean classes = classifier.labelled();
        ImageSet searched = atMost(MOST_SEARCHED_IN, training, seed + 2);
        return new ImageQuality(
                classes ? Optional.of(classifier.accuracy(holdout)) : Optional.empty(),
                FeatureMoments.of(seen.features()).frechetDistance(reference),
                distance(classifier, parts(training, some.size(), seed + 1), reference),
                classes ? Optional.of(seen.inceptionScore()) : Optional.empty(),
                classes ? Optional.of(real.inceptionScore()) : Optional.empty(),
                some.labelled() ? Optional.of(seen.agreement(some.labels())) : Optional.empty(),
                classes ? Optional.of(Coverage.of(seen.histogram(), real.histogram())) : Optional.empty(),
                NearestImages.of(atMost(MOST_SEARCHED, some, seed), searched).median(),
                NearestImages.of(atMost(MOST_SEARCHED, holdout, seed), searched).median(),
                CollapsedImages.spread(real, seen),
                CollapsedImages.findings(training.classes(), real, seen),
                some.size());
    }

    private static double distance(ImageClassifier classifier, List<ImageSet> parts, FeatureMoments reference) {
        return parts.stream()
                .mapToDouble(
                        part -> FeatureMoments.of(classifier.see(part.pixels()).features())
                                .frechetDistance(reference))
                .average()
                .orElseThrow();
    }

    /**
     * Disjoint parts of the images, drawn at random; all of the images where they are fewer.
     *
     * @param size of a part: that of the sample it is compared with, since the distance of small samples is biased upwards
     */
    static List<ImageSet> parts(ImageSet images, int size, long seed) {
        int count = Math.min(MOST_PARTS, images.size() / size);
        if (count == 0) {
            return List.of(images);
        }
        int[] drawn = drawn(count * size, images.size(), seed);
        return IntStream.range(0, count)
                .mapToObj(part -> images.subset(Arrays.copyOfRange(drawn, part * size, (part + 1) * size)))
                .toList();
    }

    /** All images, or so many drawn at random. */
    public static ImageSet atMost(int most, ImageSet images, long seed) {
        return images.size() <= most ? images : images.subset(drawn(most, images.size(), seed));
    }

    /** Different places of so many, in random order. */
    private static int[] drawn(int count, int places, long seed) {
        int[] order = IntStream.range(0, places).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int place = 0; place < count; place++) {
            int other = place + random.nextInt(places - place);
            int swapped = order[place];
            order[place] = order[other];
            order[other] = swapped;
        }
        return Arrays.copyOf(order, count);
    }
}
