package dev.firebreak.board.drill;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.drill.DrillOrders;
import dev.firebreak.drill.DrillRequest;
import dev.firebreak.drill.DrillScenarios;
import dev.firebreak.drill.Drills;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of drills, for all; commanders start and abort them. */
@RestController
class DrillsPageController {

    private static final String PATH = "/drills";
    private static final int LISTED = 30;

    private final Drills drills;
    private final DrillOrders orders;
    private final DrillScenarios scenarios;
    private final CurrentCatalog catalog;
    private final Press press;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    DrillsPageController(
            Drills drills,
            DrillOrders orders,
            DrillScenarios scenarios,
            CurrentCatalog catalog,
            Press press,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.drills = drills;
        this.orders = orders;
        this.scenarios = scenarios;
        this.catalog = catalog;
        this.press = press;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    /** A scenario or target to choose. */
    record Choice(String value, String label, boolean isChosen) {}

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    String drills(PersonAuthentication caller, CsrfToken csrf, HttpServletRequest request) {
        var now = clock.instant();
        var flash = Flash.of(request);
        var typed = flash == null ? Map.<String, String>of() : flash.typed();
        var possible = scenarios.possible();
        var model = new HashMap<String, Object>();
        model.put("flash", flash);
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("mayDrill", caller.person().roles().contains(Role.COMMANDER));
        model.put("isPossible", !possible.isEmpty());
        model.put("scenarios", scenarios(possible, typed.getOrDefault("scenario", "")));
        model.put("targets", targets(possible, typed.getOrDefault("target", "")));
        model.put("people", people(typed.getOrDefault("participants", "")));
        model.put(
                "drills",
                drills.latest(LISTED).stream()
                        .map(drill -> DrillRow.of(drill, names, now))
                        .toList());
        return pages.render("drills", model);
    }

    private static List<Choice> scenarios(List<DrillScenarios.Scenario> possible, String chosen) {
        return possible.stream()
                .map(DrillScenarios.Scenario::fault)
                .distinct()
                .sorted(Comparator.comparing(fault -> fault.scenario()))
                .map(fault -> new Choice(
                        fault.scenario(),
                        fault.scenario() + ": " + fault.description(),
                        fault.scenario().equals(chosen)))
                .toList();
    }

    private static List<Choice> targets(List<DrillScenarios.Scenario> possible, String chosen) {
        return possible.stream()
                .map(one -> one.target().name())
                .distinct()
                .map(name -> new Choice(name, name, name.equals(chosen)))
                .toList();
    }

    private List<Choice> people(String chosen) {
        var ticked = List.of(chosen.split(","));
        return catalog.current().contacts().values().stream()
                .filter(Contact::isPerson)
                .sorted(Comparator.comparing(Contact::name))
                .map(person -> new Choice(person.id(), person.name(), ticked.contains(person.id())))
                .toList();
    }

    @PostMapping(PATH)
    ResponseEntity<Void> start(
            @RequestParam MultiValueMap<String, String> form, PersonAuthentication caller, RedirectAttributes next) {
        var typed = form.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join(",", entry.getValue())));
        return press.answer(PATH, "new-drill", typed, next, () -> {
            var request = press.valid(new DrillRequest(
                    typed.getOrDefault("scenario", ""),
                    typed.getOrDefault("target", ""),
                    form.getOrDefault("participants", List.of())));
            var drill = orders.start(request, caller.getName());
            return "The drill " + drill.scenario() + " on " + drill.target() + " starts.";
        });
    }

    @PostMapping(PATH + "/{id}/abort")
    ResponseEntity<Void> abort(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication caller,
            RedirectAttributes next) {
        return press.answer(PATH, "drill-" + id, typed, next, () -> {
            orders.abort(id, typed.get("reason"), caller.getName());
            return "The drill is aborted; its fault is taken back.";
        });
    }
}
