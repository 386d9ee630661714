package dev.firebreak.auditor.invariant;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.LostProcesses;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every open incident has a live process, or a page that needs none. A lost process is started again. */
@Component
@Order(1)
class LiveProcess implements Invariant {

    private final LostProcesses processes;

    LiveProcess(LostProcesses processes) {
        this.processes = processes;
    }

    @Override
    public String kind() {
        return "process-lost";
    }

    @Override
    public String title() {
        return "The process of an open incident was gone";
    }

    @Override
    public List<String> violations() {
        return processes.find().stream()
                .filter(processes::restart)
                .map(IncidentId::value)
                .map(incident -> incident + " had no process any more; it was started again")
                .toList();
    }
}
