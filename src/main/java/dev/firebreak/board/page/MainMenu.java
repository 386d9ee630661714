package dev.firebreak.board.page;

import java.util.List;

/**
 * The links that every page begins with.
 *
 * @param everyone for every person, in the order of use
 * @param overseers for those who oversee the installation
 */
public record MainMenu(List<Link> everyone, List<Link> overseers) {

    private static final List<Link> EVERYONE = List.of(
            new Link("Board", "/", false),
            new Link("Declare incident", "/declare", false),
            new Link("Tasklist", "/camunda/app/tasklist/default/", false),
            new Link("Silences", "/silences", false),
            new Link("Changes", "/changes", false),
            new Link("On call", "/on-call", false),
            new Link("Contacts", "/contacts", false),
            new Link("Probes", "/probes", false),
            new Link("Log watch", "/log-watch", false),
            new Link("Action items", "/actions", false),
            new Link("Post-mortems", "/post-mortems", false),
            new Link("Reports", "/reports", false),
            new Link("Drills", "/drills", false),
            new Link("Cockpit", "/camunda/app/cockpit/default/", false),
            new Link("Models", "/models", false));

    private static final List<Link> OVERSEERS =
            List.of(new Link("Setup", "/setup", false), new Link("Audit", "/audit", false));

    /** @param isHere whether it leads to the page that shows it */
    public record Link(String label, String href, boolean isHere) {}

    /** @param template the name of the page's template, which is its path but for the board's */
    static MainMenu on(String template) {
        var here = template.equals("board") ? "/" : "/" + template;
        return new MainMenu(marked(EVERYONE, here), marked(OVERSEERS, here));
    }

    private static List<Link> marked(List<Link> links, String here) {
        return links.stream()
                .map(link -> new Link(link.label(), link.href(), link.href().equals(here)))
                .toList();
    }
}
