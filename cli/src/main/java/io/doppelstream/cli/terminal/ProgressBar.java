package io.doppelstream.cli.terminal;

import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws training progress: a bar on a terminal, a plain line every ten seconds elsewhere. */
public final class ProgressBar implements TrainingListener {

    private static final int WIDTH = 30;
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private long lastLine = System.nanoTime() - BETWEEN_LINES;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error; the launcher tells whether that is a terminal. */
    public static ProgressBar onStandardError() {
        return new ProgressBar(System.err, Boolean.getBoolean("doppel.terminal"));
    }

    @Override
    public void onProgress(Progress progress) {
        if (terminal) {
            int done = (int) Math.round(WIDTH * Math.min(1, progress.fraction()));
            out.print("\r  [" + "#".repeat(done) + "-".repeat(WIDTH - done) + "] " + text(progress) + "\u001b[K");
            out.flush();
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES) {
            lastLine = System.nanoTime();
            out.println("  " + text(progress));
        }
    }

    /** A line of its own, above the bar. */
    @Override
    public void onValidation(Validation evaluation) {
        line(text(evaluation));
    }

    @Override
    public void onEncoderTrial(Set<String> columns) {
        line("encoders: two short trainings compare quantiles and mixtures for " + String.join(", ", columns));
    }

    @Override
    public void onEncoders(EncoderChoices choices) {
        choices.columns().forEach(choice -> line("encoder of '" + choice.column() + "': " + choice.text()));
        if (choices.columns().isEmpty()) {
            line("encoders: quantiles, since the short trainings were too short to tell or diverged");
        }
    }

    private void line(String text) {
        out.println((terminal ? "\r" : "") + "  " + text + (terminal ? "\u001b[K" : ""));
    }

    private static String text(Validation evaluation) {
        String moment =
                String.format(Locale.ROOT, "%3.0f %%  step %,d  ", 100 * evaluation.fraction(), evaluation.steps());
        return evaluation.collapse().isEmpty()
                ? moment
                        + String.format(Locale.ROOT, "validation quality %.4f", evaluation.quality())
                        + (evaluation.best() ? ", kept" : "")
                : moment + "mode collapse, these weights are not kept: " + String.join("; ", evaluation.collapse());
    }

    /** Ends the bar's line. */
    public void finish() {
        if (terminal) {
            out.println();
        }
    }

    private static String text(Progress progress) {
        return String.format(
                Locale.ROOT,
                "%3.0f %%  step %,d  %.1f steps/s  %s  %s left",
                100 * Math.min(1, progress.fraction()),
                progress.steps(),
                progress.stepsPerSecond(),
                losses(progress.losses()),
                minutes(progress.remaining()));
    }

    private static String losses(Map<String, Float> losses) {
        return losses.entrySet().stream()
                .map(loss -> String.format(Locale.ROOT, "%s %.3f", loss.getKey(), loss.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String minutes(Duration duration) {
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
