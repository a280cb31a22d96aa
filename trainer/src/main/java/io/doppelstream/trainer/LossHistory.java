package io.doppelstream.trainer;

import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a training reports, and passes it on. */
final class LossHistory implements TrainingListener {

    private final TrainingListener next;
    private final List<Progress> reports = new ArrayList<>();

    LossHistory(TrainingListener next) {
        this.next = next;
    }

    @Override
    public void onProgress(Progress progress) {
        reports.add(progress);
        next.onProgress(progress);
    }

    @Override
    public void onValidation(Validation evaluation) {
        next.onValidation(evaluation);
    }

    /** Puts reports of a former run before those of this one. */
    void restore(List<Progress> former) {
        reports.addAll(0, former);
    }

    List<Progress> reports() {
        return List.copyOf(reports);
    }
}
