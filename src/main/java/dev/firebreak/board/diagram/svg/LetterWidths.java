package dev.firebreak.board.diagram.svg;

/**
 * How wide text is. The widths are those of DejaVu Sans, which is as wide as Verdana and wider than Arial, Helvetica,
 * Roboto and the system fonts: a label that fits here fits in any of {@link #FONTS}.
 */
public final class LetterWidths {

    public static final String FONTS = "DejaVu Sans, Verdana, Arial, Helvetica, sans-serif";

    /** U+0020 to U+007E in thousandths of the font size. */
    private static final int[] ASCII = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656,
        557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
        635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
        592, 592, 525, 636, 337, 636, 838
    };

    private LetterWidths() {}

    /** In the unit of {@code size}; spaces at the end don't count. */
    public static double of(String text, double size) {
        return text.stripTrailing().codePoints().mapToDouble(LetterWidths::of).sum() * size / 1000;
    }

    private static double of(int letter) {
        if (letter < 0x20 || Character.getType(letter) == Character.NON_SPACING_MARK) {
            return 0;
        }
        if (letter - 0x20 < ASCII.length) {
            return ASCII[letter - 0x20];
        }
        if (letter < 0x1100) {
            return 780; // Latin, Greek, Cyrillic, Hebrew, Arabic: most letters are narrower
        }
        return letter > 0xFFFF ? 1_350 : 1_000;
    }
}
