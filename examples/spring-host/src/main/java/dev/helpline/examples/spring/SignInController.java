package dev.helpline.examples.spring;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SignInController {
    private final Users users;

    SignInController(Users users) {
        this.users = users;
    }

    @PostMapping("/sign-in")
    ResponseEntity<Void> signIn(@RequestParam("user") String login, HttpServletRequest request) {
        boolean signedIn = users.signIn(login, request);
        return ResponseEntity.status(signedIn ? HttpStatus.NO_CONTENT : HttpStatus.UNAUTHORIZED)
                .build();
    }
}
