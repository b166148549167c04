// Goes on verifying by itself, piece after piece; without scripts a press of the button does the same.
document.getElementById("verify").requestSubmit();
