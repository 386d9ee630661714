package dev.firebreak.board.overview;

import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.action.BoardForms;
import dev.firebreak.board.change.ChangesOfIncident;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.setup.Readiness;
import dev.firebreak.board.setup.ReadinessCheck;
import dev.firebreak.incident.EndedFilter;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The board: what waits for the person, the open incidents in the order of need, and the ended ones page by page. */
@RestController
class BoardController {

    private static final int MAX_NEEDS = 5;

    private final BoardRows rows;
    private final Readiness readiness;
    private final DayBars days;
    private final ChangesOfIncident changes;
    private final HandOverBox handOvers;
    private final Pages pages;
    private final Clock clock;

    BoardController(
            BoardRows rows,
            Readiness readiness,
            DayBars days,
            ChangesOfIncident changes,
            HandOverBox handOvers,
            Pages pages,
            Clock clock) {
        this.rows = rows;
        this.readiness = readiness;
        this.days = days;
        this.changes = changes;
        this.handOvers = handOvers;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String board(
            @RequestParam Map<String, String> query,
            PersonAuthentication caller,
            CsrfToken token,
            HttpServletRequest request) {
        var person = caller.person();
        var flash = Flash.of(request);
        var facts = rows.facts(flash != null);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", flash);
        model.put("stale", query.containsKey("stale"));
        model.put("already", query.containsKey("already"));
        model.put("now", Moment.of(clock.instant(), clock.instant()));
        var open = rows.open(facts, person);
        addState(model, facts, open, person, flash);
        addNeeds(model, open, rows.afterwards(facts, person));
        model.put("handOvers", handOvers.form(open, person, flash));
        model.put("questions", handOvers.questions(open));
        var filter = BoardFilter.of(query);
        addOpen(model, open, filter, person);
        addServices(model, open, facts, filter, person);
        addEnded(model, facts, filter, query.getOrDefault("before", ""), person);
        return pages.render("board", model);
    }

    private static void addState(
            Map<String, Object> model, BoardFacts facts, List<BoardRow> open, Person person, Flash flash) {
        var waiting = facts.waiting();
        var frozen = facts.frozen();
        model.put("hasProposals", waiting > 0);
        model.put(
                "proposals",
                waiting == 1 ? "A guarded model waits for release" : waiting + " guarded models wait for release");
        var incidents = open.stream().map(row -> row.incident().id().value()).collect(Collectors.toSet());
        var isOverseer = ((PageLayout) model.get("layout")).isOverseer();
        model.put(
                "strip",
                facts.strip().stream()
                        .map(item -> item.withLinkFor(isOverseer, incidents))
                        .toList());
        model.put("frozen", frozen);
        model.put("freeze", BoardForms.freeze(person, frozen != null, flash));
    }

    /** What waits for the person: open incidents first. */
    private static void addNeeds(Map<String, Object> model, List<BoardRow> open, List<BoardRow> afterwards) {
        var needs = Stream.concat(
                        open.stream().filter(row -> row.button() != null && !row.isInformational()),
                        afterwards.stream())
                .toList();
        model.put("count", count(open, open.size()));
        model.put(
                "title",
                needs.isEmpty() ? count(open, open.size()) : "(" + needs.size() + ") " + count(open, open.size()));
        model.put("needs", needs.stream().limit(MAX_NEEDS).toList());
        model.put("hasNeeds", !needs.isEmpty());
        model.put("moreNeeds", needs.size() > MAX_NEEDS ? needs.size() - MAX_NEEDS : null);
    }

    private void addOpen(Map<String, Object> model, List<BoardRow> open, BoardFilter filter, Person person) {
        var shown = open.stream().filter(filter::passes).toList();
        model.put("hasNoOpen", open.isEmpty());
        model.put("bands", Band.all(shown));
        model.put("hasRows", !shown.isEmpty());
        model.put("filter", filter);
        model.put("isFiltered", filter.isOn());
        model.put("chips", filter.chips());
        model.put("filterParts", filter.parts().entrySet());
        var responds = Stream.of(Role.RESPONDER, Role.COMMANDER).anyMatch(person.roles()::contains);
        model.put("mayAcknowledge", responds);
        model.put("mayMerge", person.roles().contains(Role.COMMANDER));
        model.put("targets", open);
        if (open.isEmpty()) {
            var checks = readiness.checks();
            model.put("checks", checks);
            model.put("isQuiet", checks.stream().noneMatch(ReadinessCheck::isMissing));
            model.put("from", "/");
            model.put("mayTry", responds || person.roles().contains(Role.ADMIN));
        }
    }

    /** The services of the open incidents and of the newest ended ones. */
    private static void addServices(
            Map<String, Object> model, List<BoardRow> open, BoardFacts facts, BoardFilter filter, Person person) {
        var names = Stream.concat(open.stream().map(BoardRow::incident), facts.ended(person))
                .map(Incident::service);
        model.put(
                "services",
                Stream.concat(names, Stream.of(filter.service()))
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .sorted()
                        .map(name -> Map.of("name", name, "isChosen", name.equals(filter.service())))
                        .toList());
    }

    private static String count(List<BoardRow> open, int size) {
        if (size >= BoardRows.MAX_OPEN) {
            return "The newest " + size + " open incidents";
        }
        return open.size() == 1 ? "1 open incident" : size + " open incidents";
    }

    private void addEnded(
            Map<String, Object> model, BoardFacts facts, BoardFilter filter, String before, Person person) {
        var last = IncidentId.isForm(before) ? new IncidentId(before) : null;
        var ended = rows.ended(facts, filter.ended(), last, person);
        var now = clock.instant();
        model.put(
                "ended",
                ended.stream().map(it -> EndedRow.of(it, facts.tasks(it), now)).toList());
        model.put(
                "older",
                ended.size() == BoardRows.MAX_ENDED
                        ? filter.before(ended.get(BoardRows.MAX_ENDED - 1).id())
                        : null);
        model.put("searchesChanges", filter.isSearch());
        model.put("changes", filter.isSearch() ? changes.found(filter.service(), filter.text()) : List.of());
        model.put("isEndedFiltered", !filter.ended().equals(EndedFilter.ALL));
        model.put("isOlder", last != null);
        model.put("days", days.bars());
    }
}
