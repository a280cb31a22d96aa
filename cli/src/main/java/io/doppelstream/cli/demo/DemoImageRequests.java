package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageRecords;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.evaluate.image.ImageClassifier;
import io.doppelstream.trainer.evaluate.image.ImageMetrics;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.image.GridPainter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** The requests of the demo of images, one for each class, and what came back. */
final class DemoImageRequests {

    private static final int OF_EACH_CLASS = 50;
    private static final String GRID = "grid.png";

    /** Images as a client received them, and how long it waited for them. */
    private record Received(ImageSet images, double seconds) {}

    private DemoImageRequests() {}

    /**
     * Sends the requests, prints what came back and sums it up.
     *
     * @param learned real images, the classes of the model among them
     * @param holdout real images that the model never saw
     * @param seed of the training, by which the real images of the figures are chosen again
     */
    static Demo.Outcome run(ClusterOptions cluster, ModelPackage model, ImageSet learned, ImageSet holdout, long seed)
            throws UnusableDataException {
        List<String> classes = learned.classes();
        DemoRun.step("Requests: " + OF_EACH_CLASS + " images of each of " + classes.size() + " labels");
        Received received = ask(cluster, model, classes);
        ImageSet images = received.images();
        System.out.printf(
                Locale.ROOT,
                "%d records received in %.1f s, each a PNG file of %s with its label%n",
                images.size(),
                received.seconds(),
                images.shape());

        DemoRun.step("What the classifier of the real images makes of them");
        ImageQuality quality = measure(images, learned, holdout, seed);
        DemoImageSummary summary = new DemoImageSummary(
                (long) OF_EACH_CLASS * classes.size(),
                images.size(),
                quality.labelAgreement().orElseThrow(),
                quality.coverage().orElseThrow().covered(),
                quality.fidRatio(),
                quality.classifierAccuracy().orElseThrow(),
                model.manifest().kind(),
                model.manifest().training().seconds(),
                model.digest());
        System.out.printf(
                Locale.ROOT,
                "Label agreement %.3f (on real images the classifier is right in %.3f), %d of %d classes, FID ratio %.2f%n",
                summary.labelAgreement(),
                summary.classifierAccuracy(),
                summary.classesCovered(),
                classes.size(),
                summary.fidRatio());
        return new Demo.Outcome(summary, Map.of(GRID, GridPainter.png(GridPainter.paint(images))));
    }

    private static Received ask(ClusterOptions cluster, ModelPackage model, List<String> classes)
            throws UnusableDataException {
        ImageRecords records = new ImageRecords("the answers", ImageOptions.NONE);
        double seconds = 0;
        try (DemoClient client = new DemoClient(cluster, model.manifest().name())) {
            for (String label : classes) {
                DemoClient.Answer answer = client.ask(OF_EACH_CLASS, List.of("label = '" + label + "'"));
                seconds += answer.seconds();
                for (GenericRecord record : answer.records()) {
                    records.add("a record of label " + label, record);
                }
            }
        }
        return new Received(inClassesOf(classes, records.finish().images()), seconds);
    }

    /** With the labels numbered as the classifier numbers them. */
    private static ImageSet inClassesOf(List<String> classes, ImageSet images) {
        int[] labels = Arrays.stream(images.labels())
                .map(label -> classes.indexOf(images.classes().get(label)))
                .toArray();
        return new ImageSet(images.shape(), images.pixels(), classes, labels);
    }

    /** By the classifier that the trainer measured with: a function of the same images. */
    private static ImageQuality measure(ImageSet images, ImageSet learned, ImageSet holdout, long seed) {
        try (ImageClassifier classifier = ImageClassifier.train(learned, ExecutionConfig.forImages())) {
            return ImageMetrics.of(classifier, learned, holdout, images, seed);
        }
    }
}
