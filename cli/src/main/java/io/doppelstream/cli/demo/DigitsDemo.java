package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
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
import java.util.function.IntFunction;

/**
 * The digits that come with the program, and requests for images of each class.
 *
 * @param learned images to learn from
 * @param holdout images of the figures
 * @param budget of the training
 */
record DigitsDemo(ImageSet learned, ImageSet holdout, Budget budget) implements Demo {

    private static final GanConfig KIND = GanConfig.of("conditional");
    private static final double HOLDOUT = 0.2;
    private static final long SEED = 1;

    static DigitsDemo ofTime(Duration time) {
        return of(images -> Budget.time(time));
    }

    static DigitsDemo ofEpochs(long epochs) {
        return of(images -> Budget.steps(KIND.steps(epochs, images)));
    }

    /** @param budget by the number of images that are learned from */
    private static DigitsDemo of(IntFunction<Budget> budget) {
        Table.Split split = Digits.load().table().split(HOLDOUT, SEED);
        return new DigitsDemo(
                ImageSet.of(split.first()),
                ImageSet.of(split.second()),
                budget.apply(split.first().rows()));
    }

    @Override
    public String exampleCondition() {
        return "label = '3'";
    }

    @Override
    public Trained train(Path folder, StopSignal stop) throws IOException {
        DemoRun.step("Training the kind " + KIND.kind() + " on " + learned.size() + " handwritten digits of "
                + learned.shape() + ", " + learned.classes().size() + " classes; " + holdout.size()
                + " more are set aside");
        TrainingConfig config = TrainingConfig.ofImages("digits", "1", KIND, budget, SEED);
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
