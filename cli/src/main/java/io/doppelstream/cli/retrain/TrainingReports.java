package io.doppelstream.cli.retrain;

import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;

/**
 * What is said of one training request.
 *
 * @param version that it asks for
 */
record TrainingReports(TrainingRequest request, String version) {

    /** Whether a state is a request's last. */
    static boolean isEnd(TrainingState state) {
        return state != TrainingState.STARTED && state != TrainingState.UNKNOWN;
    }

    /** What every report of a request says. */
    static TrainingReport.Builder of(TrainingRequest request, TrainingState state) {
        return TrainingReport.newBuilder()
                .setRequestId(request.getRequestId())
                .setModel(request.getModel())
                .setTopic(request.getTopic())
                .setSource(request.getSource())
                .setState(state)
                .setChampion(request.getChampion())
                .setRequestedAt(request.getRequestedAt())
                .setTimestamp(TrainingDesk.now());
    }

    /** The same with the version. */
    TrainingReport.Builder of(TrainingState state) {
        return of(request, state).setVersion(version);
    }

    TrainingReport failed(String message) {
        return of(TrainingState.FAILED).setMessage(String.valueOf(message)).build();
    }
}
