package io.doppelstream.trainer.validate;

import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.Validation;
import java.util.List;

/**
 * When to evaluate: at fixed fractions of the budget. A function of the history alone, so that a resumed training
 * evaluates when an undisturbed one does. A time budget skips an evaluation where those before took more than
 * {@value #LARGEST_SHARE} of the time, as they do on a table of very many columns.
 */
public record ValidationSchedule(ValidationConfig config, Budget budget) {

    private static final double LARGEST_SHARE = 0.04;

    /**
     * Whether an evaluation is due.
     *
     * @param rounds done
     * @param fraction of the budget that is used up
     */
    public boolean due(List<Validation> history, long rounds, double fraction) {
        long lastRounds =
                history.isEmpty() ? 0 : history.get(history.size() - 1).steps();
        double lastFraction =
                history.isEmpty() ? 0 : history.get(history.size() - 1).fraction();
        boolean reached = Math.floor(fraction * config.evaluations()) > Math.floor(lastFraction * config.evaluations());
        return reached && rounds - lastRounds >= config.spacing() && affordable(history, fraction);
    }

    private boolean affordable(List<Validation> history, double fraction) {
        double spent = history.stream().mapToDouble(Validation::seconds).sum();
        return !(budget instanceof Budget.Time time)
                || spent <= LARGEST_SHARE * fraction * time.duration().toNanos() / 1e9;
    }
}
