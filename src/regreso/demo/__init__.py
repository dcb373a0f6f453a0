"""An invented operation, made with the project's own steps: nobody in it exists."""
