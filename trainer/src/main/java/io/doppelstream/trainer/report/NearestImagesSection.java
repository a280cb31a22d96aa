package io.doppelstream.trainer.report;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.evaluate.image.ImageMetrics;
import io.doppelstream.trainer.evaluate.image.NearestImages;
import io.doppelstream.trainer.image.GridPainter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Generated images that come closest to a training image, side by side with it. */
record NearestImagesSection(ImageReport report) implements Section {

    private static final int SHOWN = 20;
    private static final int SEARCHED = 500;
    private static final int SEARCHED_IN = 20_000;

    @Override
    public String id() {
        return "nearest";
    }

    @Override
    public String title() {
        return "Nearest training images";
    }

    @Override
    public void write(Html html) {
        html.element(
                "p",
                "Above the generated images that come closest to a training image, below that image. Where they are the same, and not"
                        + " only alike as two real images are, the model has memorized.");
        long seed = report.manifest().training().seed();
        ImageSet some = ImageMetrics.atMost(SEARCHED, report.generated(), seed);
        ImageSet training = ImageMetrics.atMost(SEARCHED_IN, report.training(), seed);
        NearestImages nearest = NearestImages.of(some, training);
        int[] closest = IntStream.range(0, some.size())
                .boxed()
                .sorted(Comparator.comparingDouble(image -> nearest.distance()[image]))
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
        ImageSet found = training.subset(
                Arrays.stream(closest).map(image -> nearest.index()[image]).toArray());
        html.picture(
                GridPainter.png(GridPainter.paint(pairs(some.subset(closest), found))),
                "Generated images and their nearest training images");
    }

    private static ImageSet pairs(ImageSet generated, ImageSet nearest) {
        int size = generated.pixels().length;
        byte[] pixels = Arrays.copyOf(generated.pixels(), 2 * size);
        System.arraycopy(nearest.pixels(), 0, pixels, size, size);
        int[] sides = new int[2 * generated.size()];
        Arrays.fill(sides, generated.size(), sides.length, 1);
        return new ImageSet(generated.shape(), pixels, List.of("generated", "training"), sides);
    }
}
