package dev.firebreak.board.probe;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.probe.routine.RoutineSignOffs;
import dev.firebreak.probe.routine.RoutineViews;
import dev.firebreak.probe.view.ProbeRuns;
import dev.firebreak.probe.view.ProbeView;
import dev.firebreak.probe.view.ProbeViews;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of what Firebreak checks, for all; responders and commanders run a probe now. */
@RestController
class ProbesPageController {

    private static final Comparator<ProbeView> FAILED_FIRST =
            Comparator.comparing(probe -> !Boolean.FALSE.equals(probe.passed()));

    private final ProbeViews views;
    private final ProbeRuns runs;
    private final RoutineViews routines;
    private final RoutineSignOffs signOffs;
    private final Press press;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    ProbesPageController(
            ProbeViews views,
            ProbeRuns runs,
            RoutineViews routines,
            RoutineSignOffs signOffs,
            Press press,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.views = views;
        this.runs = runs;
        this.routines = routines;
        this.signOffs = signOffs;
        this.press = press;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/probes", produces = MediaType.TEXT_HTML_VALUE)
    String probes(PersonAuthentication caller, CsrfToken csrf, HttpServletRequest request) {
        var now = clock.instant();
        var probes = views.probes().stream()
                .sorted(FAILED_FIRST)
                .map(one -> ProbeRow.of(one, now))
                .toList();
        var heartbeats = views.heartbeats().stream()
                .map(one -> HeartbeatRow.of(one, now))
                .toList();
        var model = new HashMap<String, Object>();
        var flash = Flash.of(request);
        model.put("flash", flash);
        model.put("typed", flash == null ? Map.of() : flash.typed());
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("mayRun", mayRun(caller));
        model.put("probes", probes);
        model.put("heartbeats", heartbeats);
        var unwatched = views.unwatched();
        model.put("unwatched", unwatched);
        model.put("hasProbes", !probes.isEmpty());
        model.put("hasHeartbeats", !heartbeats.isEmpty());
        model.put("hasUnwatched", !unwatched.isEmpty());
        var routines = routines(caller, now);
        model.put("routines", routines);
        model.put("hasRoutines", !routines.isEmpty());
        model.put("isEmpty", probes.isEmpty() && heartbeats.isEmpty() && routines.isEmpty());
        return pages.render("probes", model);
    }

    @PostMapping("/probes/{name}/run")
    ResponseEntity<Void> run(@PathVariable String name, RedirectAttributes next) {
        return press.answer("/probes", name, Map.of(), next, () -> {
            runs.now(name);
            return name + " runs now. Load the page again to see its result.";
        });
    }

    private List<RoutineRow> routines(PersonAuthentication caller, Instant now) {
        return routines.all(caller.person()).stream()
                .map(one -> RoutineRow.of(one, names, now))
                .toList();
    }

    /** Completes the task of the process, as Tasklist does. What was typed comes back if it is refused. */
    @PostMapping("/probes/routine-checks/{id}/sign-off")
    ResponseEntity<Void> signOff(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication caller,
            RedirectAttributes next) {
        return press.answer("/probes", "check-" + id, typed, next, () -> {
            signOffs.sign(
                    id, caller.person(), typed.getOrDefault("judgement", ""), typed.getOrDefault("judgementNote", ""));
            return "The routine check is signed off.";
        });
    }

    private static boolean mayRun(PersonAuthentication caller) {
        var roles = caller.person().roles();
        return roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER);
    }
}
