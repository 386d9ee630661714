package dev.firebreak.drill;

import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of drills. */
@RestController
@RequestMapping("/api/drills")
class DrillController {

    private static final int LISTED = 100;

    private final Drills drills;
    private final DrillOrders orders;

    DrillController(Drills drills, DrillOrders orders) {
        this.drills = drills;
        this.orders = orders;
    }

    /** Why a drill is aborted. */
    record Abort(String reason) {}

    /** The newest first. */
    @GetMapping
    List<Drill> list() {
        return drills.latest(LISTED);
    }

    @GetMapping("/{id}")
    Drill get(@PathVariable UUID id) {
        return drills.get(id);
    }

    @PostMapping
    ResponseEntity<Drill> start(@Validated @RequestBody DrillRequest request, Principal by) {
        return ResponseEntity.status(HttpStatus.CREATED).body(orders.start(request, by.getName()));
    }

    @PostMapping("/{id}/abort")
    ResponseEntity<Void> abort(@PathVariable UUID id, @RequestBody Abort request, Principal by) {
        orders.abort(id, request.reason(), by.getName());
        return ResponseEntity.accepted().build();
    }
}
