package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;

/** A training that draws its progress and that Ctrl-C stops. */
@FunctionalInterface
interface TrainingRun {

    TrainingResult with(TrainingListener listener, StopSignal stop) throws IOException;

    /** Trains to the end, or until Ctrl-C. */
    static TrainingResult atTerminal(TrainingRun run) throws IOException {
        ProgressBar bar = ProgressBar.onStandardError();
        try (Interruption interruption = new Interruption()) {
            TrainingResult result = run.with(bar, interruption);
            bar.finish();
            if (result instanceof TrainingResult.Interrupted) {
                // Said here: once the interruption is closed, the JVM ends.
                System.err.println("doppel: " + result.message());
            }
            return result;
        }
    }
}
