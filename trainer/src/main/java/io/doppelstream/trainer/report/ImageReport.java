package io.doppelstream.trainer.report;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.image.GridFolder;
import java.util.List;

/**
 * What the {@code report.html} of an image model shows.
 *
 * @param manifest of the model
 * @param quality the figures
 * @param training images that it was trained on
 * @param real images that it is compared with
 * @param generated a sample
 * @param grids what it generated on the way
 * @param course of its training
 */
public record ImageReport(
        Manifest manifest,
        ImageQuality quality,
        ImageSet training,
        ImageSet real,
        ImageSet generated,
        List<GridFolder.Grid> grids,
        TrainingCourse course) {

    public ImageReport {
        grids = List.copyOf(grids);
    }

    List<Section> sections() {
        return List.of(
                new ImageFiguresSection(this),
                new ImageGrowthSection(grids),
                new NearestImagesSection(this),
                new TrainingSection(course, ModelFacts.configuration(manifest)),
                new ImageProvenanceSection(manifest));
    }
}
