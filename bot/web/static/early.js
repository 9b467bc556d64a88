document.documentElement.classList.add("js"); // before anything is shown
