package dev.firebreak.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws the modules as SVG: users above, what they use below. Arrows that follow from others are left out. The colours
 * follow the reader's light or dark setting.
 */
final class ArchitecturePicture {

    private static final int WIDTH = 980;
    private static final int MARGIN = 16;
    private static final int GAP = 18;
    private static final int BETWEEN_ROWS = 34;
    private static final int WIDEST = 420;
    private static final int PADDING = 12;
    private static final int LINE = 16;
    private static final double LETTER = 6.4;
    private static final double MONOSPACED = 6.7;

    private static final String STYLE = """
            <style>
              svg { background: #fff; }
              text { font-family: ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; fill: #1f2733; }
              .name { font-size: 15px; font-weight: 700; }
              .packages { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 11px; fill: #57616f; }
              .page { fill: #fff; }
              .box { fill: #eef3fa; stroke: #6b86ad; stroke-width: 1.2; }
              .models { fill: #fdf3e3; stroke: #b7791f; stroke-width: 1.2; stroke-dasharray: 5 4; }
              .use { fill: none; stroke: #6b7684; stroke-width: 1.4; }
              .head { fill: #6b7684; }
              @media (prefers-color-scheme: dark) {
                svg { background: #14181d; }
                text { fill: #e6eaf0; }
                .packages { fill: #a3aebb; }
                .page { fill: #14181d; }
                .box { fill: #1f2a3a; stroke: #7f9cc7; }
                .models { fill: #33290f; stroke: #d6a24b; }
                .use { stroke: #93a0af; }
                .head { fill: #93a0af; }
              }
            </style>
            """;

    /** A module with its place on the page. */
    private record Placed(ModuleBox module, double x, double y, double width, double height) {

        double middle() {
            return x + width / 2;
        }

        double bottom() {
            return y + height;
        }
    }

    private final Map<String, ModuleBox> modules = new TreeMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private ArchitecturePicture(List<ModuleBox> boxes) {
        boxes.forEach(it -> modules.put(it.name(), it));
        modules.keySet().forEach(this::row);
        sinkToTheirUsers();
    }

    static String of(List<ModuleBox> boxes) {
        return new ArchitecturePicture(boxes).draw();
    }

    private String draw() {
        var placed = new TreeMap<String, Placed>();
        var y = MARGIN + 44.0 + BETWEEN_ROWS;
        for (var row : rowsFromTheTop()) {
            y = place(row, y, placed) + BETWEEN_ROWS;
        }
        var height = (int) y - BETWEEN_ROWS + MARGIN;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
                        .formatted(WIDTH, height, WIDTH, height));
        svg.append("<title>The modules of Firebreak and which uses which</title>\n")
                .append(STYLE);
        svg.append("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n".formatted(WIDTH, height));
        models();
        placed.values().forEach(user -> direct(user.module()).forEach(used -> arrow(user, placed.get(used))));
        placed.values().forEach(this::box);
        return svg.append("</svg>\n").toString();
    }

    private int row(String name) {
        if (!rows.containsKey(name)) {
            rows.put(
                    name,
                    modules.get(name).uses().stream().mapToInt(this::row).max().orElse(-1) + 1);
        }
        return rows.get(name);
    }

    /** A module that uses nothing is placed right below the lowest of its users, so that arrows stay short. */
    private void sinkToTheirUsers() {
        for (var module : modules.values()) {
            if (module.uses().isEmpty()) {
                modules.values().stream()
                        .filter(user -> direct(user).contains(module.name()))
                        .mapToInt(user -> rows.get(user.name()))
                        .min()
                        .ifPresent(lowest -> rows.put(module.name(), lowest - 1));
            }
        }
    }

    private List<List<ModuleBox>> rowsFromTheTop() {
        return modules.values().stream()
                .collect(Collectors.groupingBy(
                        it -> rows.get(it.name()),
                        () -> new TreeMap<Integer, List<ModuleBox>>(Comparator.reverseOrder()),
                        Collectors.toList()))
                .values()
                .stream()
                .toList();
    }

    /** Without those that are used by way of another. */
    private Set<String> direct(ModuleBox module) {
        var direct = new HashSet<>(module.uses());
        module.uses().forEach(used -> direct.removeAll(reachable(used)));
        return direct;
    }

    private Set<String> reachable(String name) {
        var all = new HashSet<String>();
        for (var used : modules.get(name).uses()) {
            all.add(used);
            all.addAll(reachable(used));
        }
        return all;
    }

    private double place(List<ModuleBox> row, double y, Map<String, Placed> placed) {
        var width = Math.min(WIDEST, (WIDTH - 2.0 * MARGIN - (row.size() - 1) * GAP) / row.size());
        var height = row.stream().mapToDouble(it -> height(it, width)).max().orElseThrow();
        var x = (WIDTH - row.size() * width - (row.size() - 1) * GAP) / 2;
        for (var module : row) {
            placed.put(module.name(), new Placed(module, x, y, width, height));
            x += width + GAP;
        }
        return y + height;
    }

    private static double height(ModuleBox module, double width) {
        return 2 * PADDING
                + 14
                + LINE
                        * (purpose(module, width).size()
                                + packages(module, width).size());
    }

    private static List<String> purpose(ModuleBox module, double width) {
        return wrapped(module.purpose().split(" "), " ", (width - 2 * PADDING) / LETTER);
    }

    private static List<String> packages(ModuleBox module, double width) {
        return module.packages().isEmpty()
                ? List.of()
                : wrapped(module.packages().toArray(String[]::new), " · ", (width - 2 * PADDING) / MONOSPACED);
    }

    private static List<String> wrapped(String[] words, String between, double letters) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : words) {
            if (!line.isEmpty() && line.length() + between.length() + word.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : between).append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void models() {
        svg.append("<rect class=\"models\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"44\" rx=\"6\"/>\n"
                .formatted(MARGIN, MARGIN, WIDTH - 2 * MARGIN));
        svg.append(("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\"><tspan class=\"name\">processes/ runbooks/</tspan>"
                        + "  BPMN and DMN name delegates and topics; only the engine calls from one module into the next.</text>\n")
                .formatted(WIDTH / 2, MARGIN + 27));
    }

    private void box(Placed it) {
        svg.append(number(
                "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>\n",
                it.x(), it.y(), it.width(), it.height()));
        var x = it.x() + PADDING;
        var y = it.y() + PADDING + 12;
        text("name", x, y, it.module().name());
        for (var line : purpose(it.module(), it.width())) {
            y += LINE;
            text("purpose", x, y, line);
        }
        y += 2;
        for (var line : packages(it.module(), it.width())) {
            y += LINE;
            text("packages", x, y, line);
        }
    }

    private void arrow(Placed user, Placed used) {
        var from = Math.max(user.x() + 24, Math.min(user.x() + user.width() - 24, used.middle()));
        var to = Math.max(used.x() + 24, Math.min(used.x() + used.width() - 24, user.middle()));
        var end = used.y() - 7;
        var half = (user.bottom() + end) / 2;
        svg.append(number(
                "<path class=\"use\" d=\"M%s %s C%s %s %s %s %s %s\"/>\n",
                from, user.bottom(), from, half, to, half, to, end));
        svg.append(number("<path class=\"head\" d=\"M%s %s l-5 -8 h10 z\"/>\n", to, used.y()));
    }

    private void text(String style, double x, double y, String words) {
        var safe = words.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(number("<text class=\"" + style + "\" x=\"%s\" y=\"%s\">", x, y))
                .append(safe)
                .append("</text>\n");
    }

    private static String number(String format, double... values) {
        var shown = new Object[values.length];
        for (var i = 0; i < values.length; i++) {
            shown[i] = String.format(Locale.ROOT, "%.1f", values[i]);
        }
        return format.formatted(shown);
    }
}
