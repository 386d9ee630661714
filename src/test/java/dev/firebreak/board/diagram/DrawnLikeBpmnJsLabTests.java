package dev.firebreak.board.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.firebreak.Lab;
import dev.firebreak.engine.diagram.Bounds;
import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.lab.Chromium;
import dev.firebreak.lab.LintPackages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shape looks as the viewer of bpmn.io draws it, which src/lint installs. Both pictures are blurred over four
 * pixels, so that a line that lies half a pixel aside counts little, and a sign that is missing counts much.
 */
@Lab("CHROMIUM")
class DrawnLikeBpmnJsLabTests {

    private static final Path PICTURES = Path.of("target/pictures");
    private static final int BLUR = 4;

    /** Of 1, the mean difference over a shape: up to 0.052 comes from icons and letters of our own. */
    private static final double MOST = 0.06;

    private static final String SHOW = """
            async ({ text, box }) => {
              document.body.innerHTML = '<div id="canvas"></div>';
              const container = document.getElementById('canvas');
              container.style.cssText = `width:${box.width}px;height:${box.height + 80}px;background:#fff`;
              const font = { fontFamily: 'DejaVu Sans', fontSize: 11 };
              const viewer = new BpmnJS({ container, textRenderer: { defaultStyle: font, externalStyle: { ...font, fontSize: 10 } } });
              await viewer.importXML(text);
              viewer.get('canvas').resized();
              viewer.get('canvas').viewbox({ x: box.x, y: box.y, width: box.width, height: box.height + 80 });
            }""";

    private static Path viewer;
    private static Page page;

    @BeforeAll
    static void theViewerIsThere() throws Exception {
        viewer = LintPackages.file("bpmn-js/dist/bpmn-viewer.production.min.js");
        page = Chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(400, 400));
    }

    @AfterAll
    static void closed() {
        if (page != null) {
            page.context().close();
        }
    }

    static Stream<Path> models() {
        return Models.all();
    }

    static Stream<Path> everyElement() {
        return Models.all().filter(file -> file.endsWith("every-element.bpmn"));
    }

    @ParameterizedTest
    @MethodSource("everyElement")
    void everyKindOfShapeLooksAsTheViewerDrawsIt(Path file) throws IOException {
        everyShapeLooksAlike(file);
    }

    @ParameterizedTest
    @MethodSource("models")
    @Tag("chaos")
    void everyShapeOfEveryModelLooksAsTheViewerDrawsIt(Path file) throws IOException {
        everyShapeLooksAlike(file);
    }

    private static void everyShapeLooksAlike(Path file) throws IOException {
        var diagram = Models.diagram(file);
        var box = box(diagram);

        var ours = ours(diagram, box);
        var theirs = theirs(Files.readString(file), box);

        var name = file.getFileName().toString();
        Files.createDirectories(PICTURES);
        ImageIO.write(ours, "png", PICTURES.resolve(name + ".ours.png").toFile());
        ImageIO.write(theirs, "png", PICTURES.resolve(name + ".theirs.png").toFile());
        var ourGrey = grey(ours);
        var theirGrey = grey(theirs);
        var different = new TreeMap<String, Double>();
        var worst = 0.0;
        for (var shape : diagram.shapes()) {
            var difference = difference(ourGrey, theirGrey, shape.bounds().grownBy(3), box);
            worst = Math.max(worst, difference);
            if (difference > MOST) {
                different.put(shape.node().id(), difference);
            }
        }
        System.out.printf("%s: %d shapes, worst %.3f%n", name, diagram.shapes().size(), worst);
        assertThat(different).isEmpty();
    }

    private static Bounds box(Diagram diagram) {
        var box = Drawn.inPage(diagram, Map.of()).viewBox();
        return Bounds.between(
                Math.floor(box.x()), Math.floor(box.y()), Math.ceil(box.right()), Math.ceil(box.bottom()));
    }

    private static BufferedImage ours(Diagram diagram, Bounds box) throws IOException {
        var svg = DiagramSvg.file(diagram)
                .orElseThrow()
                .replaceFirst(
                        "width=\"[^\"]*\" height=\"[^\"]*\" viewBox=\"[^\"]*\"",
                        "width=\"%.0f\" height=\"%.0f\" viewBox=\"%.0f %.0f %.0f %.0f\""
                                .formatted(box.width(), box.height(), box.x(), box.y(), box.width(), box.height()));
        page.setContent("<body style=\"margin:0\">" + svg + "</body>");
        return picture(box);
    }

    private static BufferedImage theirs(String model, Bounds box) throws IOException {
        page.setContent("<body style=\"margin:0\"></body>");
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(viewer));
        page.evaluate(
                SHOW,
                Map.of(
                        "text",
                        model,
                        "box",
                        Map.of("x", box.x(), "y", box.y(), "width", box.width(), "height", box.height())));
        return picture(box);
    }

    private static BufferedImage picture(Bounds box) throws IOException {
        page.setViewportSize((int) box.width(), (int) box.height());
        return ImageIO.read(new ByteArrayInputStream(
                page.screenshot(new Page.ScreenshotOptions().setClip(0, 0, box.width(), box.height()))));
    }

    /** Blurred; 0 is black, 1 is white. */
    private static double[][] grey(BufferedImage picture) {
        var grey = new double[picture.getHeight() / BLUR][picture.getWidth() / BLUR];
        for (var y = 0; y < grey.length * BLUR; y++) {
            for (var x = 0; x < grey[0].length * BLUR; x++) {
                var colour = picture.getRGB(x, y);
                var sum = (colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255);
                grey[y / BLUR][x / BLUR] += sum / 765.0 / (BLUR * BLUR);
            }
        }
        return grey;
    }

    private static double difference(double[][] ours, double[][] theirs, Bounds shape, Bounds box) {
        var sum = 0.0;
        var count = 0;
        for (var y = (int) (shape.y() - box.y()) / BLUR; y <= (shape.bottom() - box.y()) / BLUR; y++) {
            for (var x = (int) (shape.x() - box.x()) / BLUR; x <= (shape.right() - box.x()) / BLUR; x++) {
                if (y >= 0 && x >= 0 && y < ours.length && x < ours[0].length) {
                    sum += Math.abs(ours[y][x] - theirs[y][x]);
                    count++;
                }
            }
        }
        return sum / count;
    }
}
