package io.doppelstream.cli;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.ImageTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.image.Digits;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The digits that come with the program, and a request for images of each class. */
record DigitsDemo(ImageSet digits, Duration training) implements Demo {

    private static final String KIND = "conditional";
    private static final double HOLDOUT = 0.2;
    private static final long SEED = 1;

    static DigitsDemo of(Duration training) {
        return new DigitsDemo(Digits.load(), training);
    }

    @Override
    public String exampleCondition() {
        return "label = '3'";
    }

    @Override
    public Trained train(Path folder, StopSignal stop) throws IOException {
        DemoRun.step("Training the kind " + KIND + " on " + digits.size() + " handwritten digits of " + digits.shape()
                + ", " + digits.classes().size() + " classes, " + Math.round(100 * HOLDOUT)
                + " % of the images set aside");
        Table.Split split = digits.table().split(HOLDOUT, SEED);
        ImageSet learned = ImageSet.of(split.first());
        ImageSet holdout = ImageSet.of(split.second());
        TrainingConfig config = TrainingConfig.ofImages("digits", "1", GanConfig.of(KIND), Budget.time(training), SEED);
        TrainingResult.Complete complete =
                DemoRun.complete(bar -> new ImageTrainer(config, bar, stop).train(learned, holdout, folder));
        return new TrainedDigits(complete.model(), learned, holdout);
    }

    /** The model with the real images: learned from, and held out. */
    private record TrainedDigits(ModelPackage model, ImageSet learned, ImageSet holdout) implements Trained {

        @Override
        public Outcome ask(ClusterOptions cluster) throws UnusableDataException {
            return DemoImageRequests.run(cluster, model, learned, holdout, SEED);
        }
    }
}
