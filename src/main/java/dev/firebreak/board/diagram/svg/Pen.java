package dev.firebreak.board.diagram.svg;

/** Moves and scales path data that is written around the origin, with a space before each number. */
public record Pen(double x, double y, double scale) {

    public Pen(double x, double y) {
        this(x, y, 1);
    }

    /** @param data of the commands M, L, C and Z only */
    public String path(String data) {
        var moved = new StringBuilder();
        var isX = true;
        for (var token : data.split(" ")) {
            moved.append(moved.isEmpty() ? "" : " ");
            if (Character.isLetter(token.charAt(0))) {
                moved.append(token);
                isX = true;
            } else {
                moved.append(Svg.number((isX ? x : y) + scale * Double.parseDouble(token)));
                isX = !isX;
            }
        }
        return moved.toString();
    }
}
