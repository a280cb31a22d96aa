package io.doppelstream.cli.train;

import io.doppelstream.model.image.ImageData;
import io.doppelstream.trainer.ImageTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.image.GridFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fits a model to images.
 *
 * @param version of the model
 * @param out folder for it
 */
record ImageTraining(TrainingOptions options, GanConfig gan, String version, Path out) {

    TrainingResult run(ImageData read) throws IOException {
        System.err.println(read.summary());
        read.skipped().forEach(skipped -> System.err.println("  skipped: " + skipped));
        int trained = (int) Math.round(read.images().size() * (1 - options.holdout()));
        TrainingConfig config = options.complete(
                TrainingConfig.ofImages(
                        options.name(), version, gan, options.budget(gan, Optional.empty(), trained), options.seed()),
                Start.NEW);
        System.err.println("A classifier of the images comes first; the grids of the training are in "
                + GridFolder.beside(out).directory());
        return TrainingRun.atTerminal((bar, stop) -> new ImageTrainer(config, bar, stop).train(read.images(), out));
    }
}
