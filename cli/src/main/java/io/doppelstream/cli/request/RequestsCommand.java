package io.doppelstream.cli.request;

import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doppel requests}: controls requests that are running. */
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = "Shows, cancels, pauses or resumes a request.",
        footer = {"", "Example:", "  doppel requests cancel my-feed"},
        subcommands = {
            RequestsCommand.Show.class,
            RequestsCommand.Cancel.class,
            RequestsCommand.Pause.class,
            RequestsCommand.Resume.class
        })
public final class RequestsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Expected show, cancel, pause or resume and the id of a request, found none");
    }

    /** Where a request stands. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows where a request stands, as JSON.",
            footer = {"", "Example:", "  doppel requests show my-feed"})
    static final class Show implements Callable<Integer> {
        @Mixin
        private RequestControlOptions request;

        @Override
        public Integer call() {
            System.out.println(request.latest());
            return 0;
        }
    }

    /** Ends it. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a running request with what it has delivered.",
            footer = {"", "Example:", "  doppel requests cancel my-feed"})
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private RequestControlOptions request;

        @Override
        public Integer call() {
            request.control(ControlAction.CANCEL, Set.of(GenerationState.CANCELLED));
            return 0;
        }
    }

    /** Holds it. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Holds a running request until it is resumed or cancelled.",
            footer = {"", "Example:", "  doppel requests pause my-feed"})
    static final class Pause implements Callable<Integer> {
        @Mixin
        private RequestControlOptions request;

        @Override
        public Integer call() {
            request.control(ControlAction.PAUSE, Set.of(GenerationState.PAUSED));
            return 0;
        }
    }

    /** Goes on with it. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on with a paused request.",
            footer = {"", "Example:", "  doppel requests resume my-feed"})
    static final class Resume implements Callable<Integer> {
        @Mixin
        private RequestControlOptions request;

        @Override
        public Integer call() {
            request.control(ControlAction.RESUME, Set.of(GenerationState.PROGRESS));
            return 0;
        }
    }
}
