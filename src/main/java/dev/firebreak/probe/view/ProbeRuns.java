package dev.firebreak.probe.view;

import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.run.ProbeRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Runs that people ask for. */
@Component
public class ProbeRuns {

    private final CurrentDeclarations declared;
    private final ProbeRunner runner;

    ProbeRuns(CurrentDeclarations declared, ProbeRunner runner) {
        this.declared = declared;
        this.runner = runner;
    }

    /** Makes the probe due now. Throws 404 for one that is not declared, and 409 for one that runs at this moment. */
    public void now(String name) {
        if (!declared.get().probes().containsKey(name)) {
            throw refused(HttpStatus.NOT_FOUND, "No probe has this name.");
        }
        if (!runner.runNow(name)) {
            throw refused(HttpStatus.CONFLICT, "The probe runs at this moment.");
        }
    }

    private static ErrorResponseException refused(HttpStatus status, String why) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, why), null);
    }
}
