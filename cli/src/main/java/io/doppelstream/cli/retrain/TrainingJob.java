package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import io.doppelstream.service.models.ModelUnavailableException;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one training request: trains, compares with the champion, publishes what is better. Every step can be taken again, so that
 * a request that comes again after a crash ends as it would have.
 */
final class TrainingJob {

    private static final Logger log = LoggerFactory.getLogger(TrainingJob.class);
    /** A request that takes the process down with it must not do so forever. */
    private static final int MOST_ATTEMPTS = 5;

    private final ClusterOptions cluster;
    private final TrainServiceSettings settings;
    private final TrainingDesk desk;
    private final TrainingListener listener;
    private final TrainServiceMetrics metrics;
    private final TrainingRequest request;
    private final TrainingReports reports;
    private final RetrainFolder folder;

    TrainingJob(
            ClusterOptions cluster,
            TrainServiceSettings settings,
            TrainingDesk desk,
            TrainingListener listener,
            TrainServiceMetrics metrics,
            TrainingRequest request) {
        this.cluster = cluster;
        this.settings = settings;
        this.desk = desk;
        this.listener = listener;
        this.metrics = metrics;
        this.request = request;
        String version = RetrainFolder.version(request.getRequestId());
        reports = new TrainingReports(request, version);
        folder = RetrainFolder.of(settings.work(), request.getModel(), version);
    }

    /**
     * Answers the request, unless it was answered before.
     *
     * @return false: it was stopped and is to be given again
     * @throws RetriableException where the brokers cannot be reached now
     * @throws SchemaUnavailableException where the registry cannot be reached now
     * @throws RegistryUnreachableException where it cannot be reached to write
     */
    boolean run(StopSignal stop) throws IOException {
        if (answered()) {
            log.info("Request {} was answered before", request.getRequestId());
            metrics.known();
            return true;
        }
        desk.write(reports.of(TrainingState.STARTED)
                .setMessage((folder.unfinished() ? "Goes on training from the topic " : "Trains from the topic ")
                        + request.getTopic())
                .build());
        int attempt = folder.begin();
        Optional<TrainingReport> end = attempt > MOST_ATTEMPTS ? Optional.of(givenUp(attempt)) : attempt(stop, attempt);
        if (end.isEmpty()) {
            folder.pause();
            log.info("Request {} was stopped and goes on when the service is started again", request.getRequestId());
            return false;
        }
        if (!answered()) {
            desk.write(end.get());
        }
        metrics.answered(end.get().getState());
        log.info(
                "Request {}: {}: {}",
                request.getRequestId(),
                end.get().getState(),
                end.get().getMessage());
        if (end.get().getState() == TrainingState.KEPT) {
            folder.keepModel();
        } else {
            folder.delete();
        }
        return true;
    }

    private boolean answered() {
        return desk.latest(request.getRequestId())
                .filter(report -> TrainingReports.isEnd(report.getState()))
                .isPresent();
    }

    private TrainingReport givenUp(int attempt) {
        return reports.failed("Expected the training to end, found that it was begun " + (attempt - 1)
                + " times and the service ended each time, or the cluster was out of reach: see its log");
    }

    private Optional<TrainingReport> attempt(StopSignal stop, int attempt) {
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            return answer(new PublishedModels(cluster, registry), stop);
        } catch (RetriableException | SchemaUnavailableException | RegistryUnreachableException e) {
            if (attempt < MOST_ATTEMPTS) {
                throw e;
            }
            return Optional.of(reports.failed(e.getMessage()));
        } catch (UserException
                | UnusableDataException
                | ModelPackageException
                | ModelUnavailableException
                | IllegalArgumentException
                | KafkaException
                | IOException e) {
            log.debug("Request {} failed", request.getRequestId(), e);
            return Optional.of(reports.failed(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("Request {} failed", request.getRequestId(), e);
            return Optional.of(reports.failed("Expected no such failure, found " + e + ": see the log of the service"));
        }
    }

    private Optional<TrainingReport> answer(PublishedModels models, StopSignal stop)
            throws IOException, UnusableDataException, ModelPackageException {
        Verdict verdict = new Verdict(reports, settings, models);
        if (!folder.trained()
                && models.find(request.getModel(), reports.version()).isPresent()) {
            return Optional.of(verdict.publishedBefore());
        }
        Optional<ModelPackage> champion = Optional.empty();
        if (request.getChampion() != null) {
            champion = Optional.of(models.fetch(request.getModel(), request.getChampion(), folder.champion()));
        }
        if (!folder.trained()) {
            TrainingResult result = train(champion, stop);
            if (result instanceof TrainingResult.Interrupted) {
                return Optional.empty();
            } else if (!(result instanceof TrainingResult.Complete)) {
                return Optional.of(reports.failed(result.message()));
            }
        }
        return Optional.of(verdict.of(folder, champion));
    }

    private TrainingResult train(Optional<ModelPackage> champion, StopSignal stop)
            throws IOException, UnusableDataException {
        RetrainPlan plan = RetrainPlan.of(
                request, champion.map(ModelPackage::manifest), TopicSource.latestSchema(request.getTopic(), cluster));
        double minutes = request.getMinutes() == null ? settings.minutes() : request.getMinutes();
        long start = System.nanoTime();
        TrainingResult result =
                new ChallengerTraining(request, reports.version(), plan, minutes, cluster, folder, listener).run(stop);
        if (!(result instanceof TrainingResult.Interrupted)) {
            metrics.trained(Duration.ofNanos(System.nanoTime() - start));
        }
        return result;
    }
}
