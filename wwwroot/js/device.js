// iPadOS says it is a Mac; only the number of touch points tells. The server decides what follows from it.
for (const field of document.querySelectorAll("input[name=touch]")) field.value = navigator.maxTouchPoints ?? 0;
