package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.image.GridFolder;

/** The figures, and generated beside real images. */
record ImageFiguresSection(ImageReport report) implements Section {

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public void write(Html html) {
        ImageQuality quality = report.quality();
        for (String finding : quality.collapse()) {
            html.element("p", "Mode collapse: " + finding + ".", "class", "warning");
        }
        if (report.manifest().training().holdoutRows() == 0) {
            html.element(
                    "p",
                    "There was no hold-out: the images are compared with those that the model was trained on, which flatters a"
                            + " model that memorizes.",
                    "class",
                    "warning");
        }
        figures(quality).write(html);
        html.element(
                "p",
                quality.classifierAccuracy()
                        .map(accuracy ->
                                "The figures rest on the features of a small classifier of these very images, right on "
                                        + Numbers.percent(accuracy)
                                        + " of the hold-out: they are not comparable with figures by"
                                        + " Inception.")
                        .orElse(
                                "The images have no classes: the figures rest on the features of a small network that tells how an"
                                        + " image was turned."),
                "class",
                "note");
        html.element("h3", "Generated images");
        html.picture(GridFolder.picture(report.generated()), "Generated images");
        html.element("h3", "Real images");
        html.picture(GridFolder.picture(report.real()), "Real images");
    }

    private static DataTable figures(ImageQuality quality) {
        DataTable figures = new DataTable(Numbers.count(quality.images()) + " generated images against real ones")
                .texts("Figure")
                .numbers("Generated", "Real")
                .sentences("Meaning");
        figures.row(
                "FID ratio",
                Numbers.significant(quality.fidRatio()),
                "1",
                "Frechet distance to the hold-out, in units of that of the training images; lower is better");
        quality.inceptionScore()
                .ifPresent(score -> figures.row(
                        "Inception Score",
                        Numbers.significant(score),
                        Numbers.significant(quality.realInceptionScore().orElseThrow()),
                        "clear classes, all of them: higher is better"));
        quality.labelAgreement()
                .ifPresent(agreement -> figures.row(
                        "Label agreement",
                        Numbers.percent(agreement),
                        Numbers.percent(quality.classifierAccuracy().orElseThrow()),
                        "share whose class, to the classifier, is the one asked for"));
        quality.coverage().ifPresent(coverage -> {
            figures.row(
                    "Classes covered",
                    Numbers.count(coverage.covered()),
                    Numbers.count(coverage.classes()),
                    "classes that come with at least a tenth of their real share");
            figures.row(
                    "KL to equal shares",
                    Numbers.significant(coverage.klToUniform()),
                    "",
                    "of the shares of the classes, in nats; 0 is none");
            figures.row(
                    "KL to real shares", Numbers.significant(coverage.klToReal()), "", "the same to the real shares");
        });
        figures.row(
                "Spread within a class",
                Numbers.percent(quality.spread()),
                "100 %",
                "variance of the features; far below 100 % the images are too much alike");
        figures.row(
                "Distance to the nearest training image",
                Numbers.significant(quality.nearestMedian()),
                Numbers.significant(quality.holdoutNearestMedian()),
                "median, of the range of a pixel; far below that of real images the model has memorized");
        return figures;
    }
}
